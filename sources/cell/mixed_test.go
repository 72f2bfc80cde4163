package cell

import (
	"bytes"
	"math/rand/v2"
	"strings"
	"testing"
	"testing/iotest"

	"golang.org/x/text/encoding/charmap"
)

// accented are words of seven languages, most of them with letters outside ASCII.
var accented = map[string]string{
	"fr": "société à déjà où ça forêt hôtel cœur naïve Noël maïs août œuvre çà pâte l’été d’où château élève Québec aiguë là voilà prix reçu À",
	"de": "Größe Straße Öl Übung Äpfel Bär müssen Maß weiß Fuß Köln Düsseldorf Bäcker Österreich für außen Käse",
	"nl": "coördinatie ruïne één café reünie België financiële ideeën Oekraïne vóór crème kopiëren",
	"it": "città perché più così qualità può caffè né sarà virtù È Forlì società Libertà",
	"es": "año niño canción Málaga Núñez español pingüino así común Ávila señal ¿Qué ¡Olé corazón señor",
	"pt": "ação maçã irmã manhã São pão não avó avô português coração você três além ções",
	"en": "café naïve façade résumé Brontë señor Zoë coöperate piñata pound",
}

// behindWords are signs outside ASCII that are next to words in business texts.
var behindWords = strings.Split("|®|™|…|’|»|”|’|–|—| –| —|\u00a0:|\u00a0!|\u00a0€|\u00a0Sud|·|•|°|“|”, |\u00a0»|,|;|½|²|£|§|«", "|")

func text(random *rand.Rand, words []string) string {
	var b strings.Builder
	for range 1 + random.IntN(400) {
		word := words[random.IntN(len(words))]
		if random.IntN(3) == 0 {
			word = strings.ToUpper(word)
		}
		b.WriteString([]string{"", "", "", "«", "“", "‘", "1", "n°", "§", "—", "€", "«\u00a0"}[random.IntN(12)])
		b.WriteString(word)
		b.WriteString(behindWords[random.IntN(len(behindWords))])
		b.WriteString([]string{" ", " ", ";", "\n", "\"", "\t"}[random.IntN(6)])
	}
	return b.String()
}

func found(t *testing.T, text []byte) (string, error) {
	t.Helper()
	name, _, err := DetectEncoding(iotest.HalfReader(bytes.NewReader(text)))
	return name, err
}

// TestTextOfOneEncoding checks that no text of the seven languages is taken for text with two encodings.
func TestTextOfOneEncoding(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 9))
	for language, words := range accented {
		for range 300 {
			s := text(random, strings.Fields(words))
			single, err := charmap.Windows1252.NewEncoder().Bytes([]byte(s))
			if err != nil {
				t.Fatal(err)
			}
			for _, b := range [][]byte{single, []byte(s)} {
				if _, err := found(t, b); err != nil {
					t.Fatalf("%s: %v\n%.80q", language, err, b)
				}
			}
		}
	}
}

// TestOneWordInAnotherEncoding checks that a single word in another encoding is reported with its line.
func TestOneWordInAnotherEncoding(t *testing.T) {
	random := rand.New(rand.NewPCG(2, 9))
	for language, list := range accented {
		var words []string
		for _, w := range strings.Fields(list) {
			if b := []byte(w); len(b) > len([]rune(w)) && isLower(b[0]) && b[0] < 0x80 {
				words = append(words, w)
			}
		}
		for range 100 {
			before, behind := text(random, strings.Fields(list)), text(random, strings.Fields(list))
			word := words[random.IntN(len(words))]
			for name, reverse := range map[string]bool{"windows-1252": false, "utf-8": true} {
				enough := strings.Repeat("été ", 20)
				var file []byte
				for i, part := range []string{before + enough + "\n", word, "\n" + behind} {
					if (i == 1) == reverse {
						part, _ = charmap.Windows1252.NewEncoder().String(part)
					}
					file = append(file, part...)
				}
				got, err := found(t, file)
				mixed, ok := err.(*MixedError)
				if !ok || got != name || mixed.line != 1+int64(strings.Count(before+enough+"\n", "\n")) || !strings.Contains(mixed.what, word) {
					t.Fatalf("%s: %q in %s: %s, %v", language, word, name, got, err)
				}
			}
		}
	}
}

// TestMojibake checks isMojibake with the characters and neighbours that decide.
func TestMojibake(t *testing.T) {
	for text, want := range map[string]bool{
		"Soci\xc3\xa9t\xc3\xa9": true, "\xc3\xa0 Paris": true, "12 \xe2\x82\xac": true, "20\xc2\xb0": true, "l\xe2\x80\x99an": true, "c\xc5\x93ur": true,
		"\xef\xbb\xbfid": true, "\xf0\x9f\x98\x80": true, "\xce\x91\xce\xb8": true, "d\xc3\xa9j\xc3\xa0": true, "CR\xc3\x89DIT": true, "C\xc3\x94TE": true,
		"D\xc3\xbb \xe0": true, "O\xc3\xb9 ?": true, "MA\xc7\xc3\xbb.": false, "IRM\xc3\xa0ANA": false, "QUALIT\xc9\xa0:": false, "CAF\xc9\xae": false, "\xab\xc4\xbb": false, "10 \xc5\xa0.": false, "Ma\xdf\x96": false,
	} {
		file := []byte(strings.Repeat("\xe9t\xe9 ", 10) + text + " \xe9t\xe9\n")
		if _, err := found(t, file); (err != nil) != want {
			t.Errorf("%q: %v", text, err)
		}
	}
}
