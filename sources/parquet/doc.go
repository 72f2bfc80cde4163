// Package parquet writes rows as Parquet files, as far as a reader of tables needs it: flat columns, plain values or numbered texts,
// no compression. It knows neither where rows come from nor who reads them.
package parquet
