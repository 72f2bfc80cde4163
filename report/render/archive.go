package render

// putIntent says which red, green and blue are meant: sRGB.
func (s *seal) putIntent() string { return "" }
