// Package parquet writes rows as Parquet files with the few features that tables need: flat columns, plain or
// dictionary-encoded values, no compression. It knows neither where rows come from nor who reads them.
package parquet
