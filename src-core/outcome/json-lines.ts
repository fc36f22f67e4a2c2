/** Where the values of a JSON text stand: the line, from 1, by the path to each. */
class LineReader {
  readonly lines = new Map<string, number>()
  private at = 0
  private line = 1
  private readonly text: string

  constructor(text: string) {
    this.text = text
  }

  private blanks(): void {
    while (/\s/.test(this.text.charAt(this.at))) {
      if (this.text.charAt(this.at) === '\n') this.line += 1
      this.at += 1
    }
  }

  /** The next character that is no blank. */
  private next(): string {
    this.blanks()
    return this.text.charAt(this.at)
  }

  private string(): string {
    const start = this.at
    this.at += 1
    while (this.text.charAt(this.at) !== '"') this.at += this.text.charAt(this.at) === '\\' ? 2 : 1
    this.at += 1
    return JSON.parse(this.text.slice(start, this.at)) as string
  }

  private object(path: string): void {
    this.at += 1
    while (this.next() !== '}') {
      const keyLine = this.line
      const key = this.string()
      this.blanks()
      this.at += 1
      const place = path === '' ? key : `${path}.${key}`
      this.value(place)
      this.lines.set(place, keyLine)
      this.comma()
    }
    this.at += 1
  }

  private list(path: string): void {
    this.at += 1
    let index = 0
    while (this.next() !== ']') {
      this.value(`${path}[${String(index)}]`)
      index += 1
      this.comma()
    }
    this.at += 1
  }

  private comma(): void {
    this.blanks()
    if (this.text.charAt(this.at) === ',') this.at += 1
  }

  value(path: string): void {
    this.blanks()
    this.lines.set(path, this.line)
    const character = this.text.charAt(this.at)
    if (character === '{') this.object(path)
    else if (character === '[') this.list(path)
    else if (character === '"') this.string()
    else while (/[^\s,\]}]/.test(this.text.charAt(this.at))) this.at += 1
  }
}

/**
 * The line of every value of a JSON text by its path, as `capabilities.decimals.feed` or `header[2]`.
 * The text must be JSON.
 */
export function jsonLines(text: string): ReadonlyMap<string, number> {
  const reader = new LineReader(text)
  reader.value('')
  return reader.lines
}
