package syntax

import "strings"

// The engine's functions that a metric may or may not use. A test compares these lists with the engine's catalogue, so
// that a new version cannot bring an unknown aggregate or a function that is not deterministic.
var (
	// Aggregates give one value for all rows, independent of the order of the rows.
	Aggregates = words(`sum count count_star count_if countif avg mean min max median quantile quantile_cont quantile_disc mad
		stddev stddev_pop stddev_samp variance var_pop var_samp sem skewness kurtosis kurtosis_pop entropy covar_pop covar_samp corr
		regr_avgx regr_avgy regr_count regr_intercept regr_r2 regr_slope regr_sxx regr_sxy regr_syy
		product fsum sumkahan kahan_sum favg sum_no_overflow bit_and bit_or bit_xor bool_and bool_or approx_count_distinct
		geomean geometric_mean weighted_avg wavg`)
	// Ordered are aggregates that depend on the order of the rows, or take any of several equal values. They need an ORDER
	// BY.
	Ordered = words(`first last any_value arbitrary mode list array_agg string_agg group_concat listagg json_group_array
		json_group_object json_group_structure arg_max argmax max_by arg_max_null arg_max_nulls_last arg_min argmin min_by arg_min_null
		arg_min_nulls_last`)
	// Estimates are aggregates that estimate from a sample of the rows.
	Estimates = words(`approx_quantile approx_top_k reservoir_quantile`)
	// Compounds are aggregates that give many values at once.
	Compounds = words(`histogram histogram_exact bitstring_agg`)
	// Windows need an OVER clause.
	Windows = words(`row_number rank dense_rank rank_dense percent_rank cume_dist ntile lag lead first_value last_value nth_value fill`)
	// Clocks return the time of the call. ClockWords are written without brackets.
	ClockWords = words(`current_date current_time current_timestamp localtime localtimestamp`)
	Clocks     = words(`now today get_current_time get_current_timestamp transaction_timestamp current_localtime
		current_localtimestamp ago pg_conf_load_time pg_postmaster_start_time`)
	// Changing are functions that return another value at each call, or one that concerns the engine and not the data.
	Changing = words(`random uuid gen_random_uuid uuidv4 uuidv7 setseed nextval currval txid_current current_query
		current_query_id current_transaction_id current_connection_id current_database current_catalog current_schema current_schemas
		in_search_path current_setting stats sleep_ms pg_sleep write_log`)
)

// IsAggregate reports whether a function computes one value from many rows.
func IsAggregate(name string) bool {
	return Aggregates[name] || Ordered[name] || Estimates[name] || Compounds[name]
}

func words(list string) map[string]bool {
	set := map[string]bool{}
	for _, word := range strings.Fields(list) {
		set[word] = true
	}
	return set
}
