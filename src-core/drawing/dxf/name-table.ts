import { byteAt, GrowingWholes, wholeAt } from '../typed-arrays.ts'

/**
 * Numbers for names that stand in the bytes of a file, so that a name is decoded once however often it
 * comes. Spellings that decode to the same name have the same number.
 */
export class NameTable {
  readonly names: string[] = []
  private readonly bytes: Uint8Array
  private readonly decode: (bytes: Uint8Array) => string
  private readonly numbers = new Map<string, number>()
  /** Start, end and number of every spelling met. */
  private readonly spellings = new GrowingWholes()
  private slots = new Int32Array(256).fill(-1)
  private last = -1

  constructor(bytes: Uint8Array, decode: (bytes: Uint8Array) => string) {
    this.bytes = bytes
    this.decode = decode
  }

  /** The number of a name given as text. */
  numberOf(name: string): number {
    const known = this.numbers.get(name)
    if (known !== undefined) return known
    this.numbers.set(name, this.names.length)
    this.names.push(name)
    return this.names.length - 1
  }

  /** The name of a number. */
  nameOf(number: number): string {
    return this.names[number] ?? ''
  }

  /** The number of the name in these bytes. */
  numberAt(start: number, end: number): number {
    if (this.last >= 0 && this.isSpelling(this.last, start, end)) return this.spelled(this.last)
    const mask = this.slots.length - 1
    let slot = this.hash(start, end) & mask
    for (;;) {
      const spelling = wholeAt(this.slots, slot)
      if (spelling < 0) return this.add(slot, start, end)
      if (this.isSpelling(spelling, start, end)) {
        this.last = spelling
        return this.spelled(spelling)
      }
      slot = (slot + 1) & mask
    }
  }

  private spelled(spelling: number): number {
    return wholeAt(this.spellings.values, 3 * spelling + 2)
  }

  private isSpelling(spelling: number, start: number, end: number): boolean {
    const from = wholeAt(this.spellings.values, 3 * spelling)
    const length = end - start
    if (wholeAt(this.spellings.values, 3 * spelling + 1) - from !== length) return false
    for (let at = 0; at < length; at += 1) {
      if (byteAt(this.bytes, from + at) !== byteAt(this.bytes, start + at)) return false
    }
    return true
  }

  /** FNV-1a. */
  private hash(start: number, end: number): number {
    let hash = 0x811c9dc5
    for (let at = start; at < end; at += 1) {
      hash = Math.imul(hash ^ byteAt(this.bytes, at), 0x01000193)
    }
    return hash ^ (hash >>> 15)
  }

  private add(slot: number, start: number, end: number): number {
    const number = this.numberOf(this.decode(this.bytes.subarray(start, end)))
    const spelling = this.spellings.count / 3
    this.spellings.push(start)
    this.spellings.push(end)
    this.spellings.push(number)
    this.slots[slot] = spelling
    this.last = spelling
    if (2 * spelling > this.slots.length) this.grow()
    return number
  }

  private grow(): void {
    this.slots = new Int32Array(4 * this.slots.length).fill(-1)
    const mask = this.slots.length - 1
    for (let spelling = 0; 3 * spelling < this.spellings.count; spelling += 1) {
      const start = wholeAt(this.spellings.values, 3 * spelling)
      const end = wholeAt(this.spellings.values, 3 * spelling + 1)
      let slot = this.hash(start, end) & mask
      while (wholeAt(this.slots, slot) >= 0) slot = (slot + 1) & mask
      this.slots[slot] = spelling
    }
  }
}
