/** What the sheet's font has beyond Latin-1, by the Windows code page it is printed with. */
const BEYOND_LATIN_1 = '€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ'

/** Signs that have a plain one for them. */
const PLAIN: Readonly<Record<string, string>> = {
  '−': '-',
  '⌀': 'Ø',
  '≤': '<=',
  '≥': '>=',
  '→': '->',
  Ł: 'L',
  ł: 'l',
  Đ: 'D',
  đ: 'd',
  ı: 'i',
}

function isPrintable(letter: string): boolean {
  const code = letter.charCodeAt(0)
  return (code >= 0x20 && code < 0x7f) || (code >= 0xa0 && code <= 0xff)
}

/**
 * A text in the letters the sheet's font has: accents it lacks are left off, what has no letter there is
 * shown as `?`, control characters as a blank. Nothing else is ever printed in its place.
 */
export function printable(text: string): string {
  return Array.from(text.normalize('NFC'), (letter) => {
    if (isPrintable(letter) || BEYOND_LATIN_1.includes(letter)) return letter
    const plain = PLAIN[letter]
    if (plain !== undefined) return plain
    if (letter.charCodeAt(0) < 0x20) return ' '
    const bare = Array.from(letter.normalize('NFD')).find(isPrintable)
    return bare ?? '?'
  }).join('')
}
