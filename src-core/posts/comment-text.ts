/** Signs that have a plain stand-in. A GRBL controller acts on ? ! ~ even inside a comment. */
const STAND_INS: Readonly<Record<string, string>> = {
  '?': '.',
  '!': '.',
  '~': '-',
  '(': '[',
  ')': ']',
  ';': ',',
  '–': '-',
  '—': '-',
  '−': '-',
  '‘': "'",
  '’': "'",
  '“': '"',
  '”': '"',
  '…': '...',
  '×': 'x',
  Ø: 'O',
  ø: 'o',
  ß: 'ss',
  æ: 'ae',
  Æ: 'AE',
  œ: 'oe',
  Œ: 'OE',
  ł: 'l',
  Ł: 'L',
  đ: 'd',
  µ: 'u',
  '°': ' deg',
}

/**
 * A person's text as a comment may hold it: printable ASCII, accents dropped, nothing a controller
 * would take for a command, no brackets that would end the comment. What has no stand-in becomes `_`.
 */
export function commentText(text: string): string {
  return Array.from(text.normalize('NFC'))
    .map((sign) => STAND_INS[sign] ?? sign)
    .join('')
    .normalize('NFD')
    .replaceAll(/[\u0300-\u036f]/g, '')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/[^\x20-\x7e]/g, '_')
    .trim()
}

/** Cuts text into lines of at most `width` characters, at spaces where there are any. */
export function wrapText(text: string, width: number): readonly string[] {
  const lines: string[] = []
  let rest = text
  while (rest.length > width) {
    const space = rest.lastIndexOf(' ', width)
    const end = space > 0 ? space : width
    lines.push(rest.slice(0, end))
    rest = rest.slice(end).trimStart()
  }
  return rest === '' && lines.length > 0 ? lines : [...lines, rest]
}
