package mail

import (
	"bytes"
	"encoding/base64"
	"io"
	"mime"
	"mime/multipart"
	"net/mail"
)

// attachedFile is an attachment that was read from a message, with an extension derived from its type.
type attachedFile struct {
	ext  string
	data []byte
}

var extensions = map[string]string{
	"application/pdf": ".pdf",
	"text/csv":        ".csv",
	"text/plain":      ".txt",
	"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
}

// attachedFiles returns the attachments of a message that Message.Bytes wrote. It returns none for a message without a
// multipart body.
func attachedFiles(raw []byte) ([]attachedFile, error) {
	m, err := mail.ReadMessage(bytes.NewReader(raw))
	if err != nil {
		return nil, err
	}
	kind, params, err := mime.ParseMediaType(m.Header.Get("Content-Type"))
	if err != nil || kind != "multipart/mixed" {
		return nil, nil
	}
	var out []attachedFile
	parts := multipart.NewReader(m.Body, params["boundary"])
	for {
		part, err := parts.NextRawPart()
		if err == io.EOF {
			return out, nil
		}
		if err != nil {
			return nil, err
		}
		file, ok, err := readAttachment(part)
		if err != nil {
			return nil, err
		}
		if ok {
			out = append(out, file)
		}
	}
}

func readAttachment(part *multipart.Part) (attachedFile, bool, error) {
	disposition, _, _ := mime.ParseMediaType(part.Header.Get("Content-Disposition"))
	if disposition != "attachment" {
		return attachedFile{}, false, nil
	}
	kind, _, err := mime.ParseMediaType(part.Header.Get("Content-Type"))
	if err != nil {
		return attachedFile{}, false, err
	}
	ext := extensions[kind]
	if ext == "" {
		ext = ".bin"
	}
	data, err := io.ReadAll(base64.NewDecoder(base64.StdEncoding, part))
	return attachedFile{ext: ext, data: data}, true, err
}
