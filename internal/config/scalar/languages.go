package scalar

import "bilan/internal/locale"

// LanguageTags are common names of languages, with their tags.
var LanguageTags = map[string]string{
	"fr": "fr-FR", "french": "fr-FR", "français": "fr-FR", "francais": "fr-FR",
	"en": "en-GB", "english": "en-GB", "anglais": "en-GB",
	"de": "de-DE", "german": "de-DE", "deutsch": "de-DE", "allemand": "de-DE",
	"es": "es-ES", "spanish": "es-ES", "español": "es-ES", "espanol": "es-ES", "espagnol": "es-ES",
	"it": "it-IT", "italian": "it-IT", "italiano": "it-IT", "italien": "it-IT",
	"nl": "nl-NL", "dutch": "nl-NL", "nederlands": "nl-NL", "néerlandais": "nl-NL",
	"pt": "pt-PT", "portuguese": "pt-PT", "português": "pt-PT", "portugais": "pt-PT",
}

// LanguageNames are the English names of languages, for messages.
var LanguageNames = map[string]string{
	"de": "German", "en": "English", "es": "Spanish", "fr": "French", "it": "Italian", "nl": "Dutch", "pt": "Portuguese",
}

// DefaultLocale is the locale of a file without the key locale.
const DefaultLocale = "en"

// LanguageOf returns the language of a locale: "fr" for "fr_FR". For an unknown locale, it returns English, the
// default.
func LanguageOf(tag string) string {
	if l, err := locale.For(tag); err == nil {
		return l.Language()
	}
	return DefaultLocale
}
