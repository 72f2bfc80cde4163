// Package parquet writes rows as Parquet files with only the features that tables need: flat columns, plain or
// dictionary-encoded values, no compression. It knows neither where rows come from nor who reads them.
package parquet
