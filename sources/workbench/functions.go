package workbench

import "strings"

// What the engine's functions may do in a metric. A test holds these lists against the engine's own catalogue, so that a
// new version cannot bring an aggregate or a changing function that nobody has judged.
var (
	// aggregates give one value of all rows, the same in whatever order the rows come.
	aggregates = words(`sum count count_star count_if countif avg mean min max median quantile quantile_cont quantile_disc mad
		stddev stddev_pop stddev_samp variance var_pop var_samp sem skewness kurtosis kurtosis_pop entropy covar_pop covar_samp corr
		regr_avgx regr_avgy regr_count regr_intercept regr_r2 regr_slope regr_sxx regr_sxy regr_syy
		product fsum sumkahan kahan_sum favg sum_no_overflow bit_and bit_or bit_xor bool_and bool_or approx_count_distinct
		geomean geometric_mean weighted_avg wavg`)
	// ordered are aggregates that take the rows as they come, or any of several equal ones: they need an order.
	ordered = words(`first last any_value arbitrary mode list array_agg string_agg group_concat listagg json_group_array
		json_group_object json_group_structure arg_max argmax max_by arg_max_null arg_max_nulls_last arg_min argmin min_by arg_min_null
		arg_min_nulls_last`)
	// estimates are aggregates that guess from a sample of the rows.
	estimates = words(`approx_quantile approx_top_k reservoir_quantile`)
	// compounds are aggregates that give many values at once.
	compounds = words(`histogram histogram_exact bitstring_agg`)
	// windows need an OVER clause.
	windows = words(`row_number rank dense_rank rank_dense percent_rank cume_dist ntile lag lead first_value last_value nth_value fill`)
	// clocks tell the time at which they are asked; the first ones are written without brackets.
	clockWords = words(`current_date current_time current_timestamp localtime localtimestamp`)
	clocks     = words(`now today get_current_time get_current_timestamp transaction_timestamp current_localtime
		current_localtimestamp ago pg_conf_load_time pg_postmaster_start_time`)
	// changing give another answer each time, or one that is about the engine and not about the data.
	changing = words(`random uuid gen_random_uuid uuidv4 uuidv7 setseed nextval currval txid_current current_query
		current_query_id current_transaction_id current_connection_id current_database current_catalog current_schema current_schemas
		in_search_path current_setting stats sleep_ms pg_sleep write_log`)
)

// isAggregate tells whether a function makes one value of many rows.
func isAggregate(name string) bool {
	return aggregates[name] || ordered[name] || estimates[name] || compounds[name]
}

func words(list string) map[string]bool {
	set := map[string]bool{}
	for _, word := range strings.Fields(list) {
		set[word] = true
	}
	return set
}
