package config

import (
	"time"

	"bilan/internal/config/scalar"
)

// State is where the state is stored: a file, or a PostgreSQL database.
type State struct {
	File         string        `yaml:"file" is:"path" def:"bilan.db beside this file" eg:"/var/lib/bilan/bilan.db" doc:"The SQLite file with every slot, edition and delivery."`
	Postgres     scalar.Secret `yaml:"postgres" eg:"\"${BILAN_STATE_URL}\"" doc:"A PostgreSQL database instead of a file, for several replicas that share the work."`
	PostgresFile string        `yaml:"postgres_file" is:"path" eg:"/run/secrets/state" doc:"A file that contains the value of 'postgres', so that the YAML contains no secret."`
	Mark         string        `yaml:"mark" is:"path" def:"NAME.mark beside this file" eg:"/var/lib/bilan-mark/bilan.mark" doc:"A small file outside the state's folder, which shows whether the state was restored from an old copy, so that nothing is sent twice. Only for an SQLite file."`
	Photos       string        `yaml:"photos" is:"path" def:"the folder photos beside the state's file, or beside this file" eg:"/var/lib/bilan/photos" doc:"The folder with the photos of datasets."`
	KeepPhotos   int           `yaml:"keep_photos" is:"days" def:"1100 days" eg:"400 days" doc:"How long photos are kept, in whole months."`
	Keep         int           `yaml:"keep" is:"days" def:"730 days" eg:"365 days" doc:"How long editions are kept. The last edition of each report is always kept."`
}

// Serve contains the settings of the daemon.
type Serve struct {
	Listen   string        `yaml:"listen" is:"listen" def:"127.0.0.1:9118" eg:"\"127.0.0.1:9118\"" doc:"The address where health and metrics are served, on this machine only."`
	Memory   int           `yaml:"memory" is:"min=512,max=65536" def:"3072" eg:"2048" doc:"How much memory in MB one report may take while it is made."`
	Deadline time.Duration `yaml:"deadline" def:"15m" eg:"30m" doc:"The longest time that making one report may take."`
}

// Closing is a dataset that lists closed months.
type Closing struct {
	Dataset string `yaml:"dataset" is:"req,ref=dataset" eg:"closings" doc:"The dataset, with one row per closed month."`
	Month   string `yaml:"month" is:"req" eg:"month" doc:"The dataset's column with a day of the closed month."`
}

// Ready contains the conditions for making a report, besides the checks of its datasets.
type Ready struct {
	Closed string `yaml:"closed" is:"ref=closing" eg:"ventes" doc:"The closing that must contain every month that ends in the report's first period."`
}

// Hold is what happens to a report whose data is not usable when it is due.
type Hold struct {
	Retry time.Duration `yaml:"retry" def:"15m" eg:"30m" doc:"How often the data is read again."`
	For   time.Duration `yaml:"for" def:"12h" eg:"4h" doc:"How long the data is read again."`
	Then  string        `yaml:"then" is:"one=hold|owner|banner" def:"hold" eg:"owner" doc:"What happens after the time in 'for': the report stays held, goes to the owner only, or is sent with a banner that names the doubt. If the figures may be wrong, or the data is too old, it is never sent with a banner: it stays held."`
}
