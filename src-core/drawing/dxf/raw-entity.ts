import { GrowingWholes, wholeAt } from '../typed-arrays.ts'
import { realFrom } from './byte-real.ts'
import { type DxfGroups, NO_CODE } from './dxf-groups.ts'
import type { NameTable } from './name-table.ts'

/** A value that cannot be read, with its place. */
export interface ValueFault {
  readonly line: number
  readonly message: string
}

const LAYER = 8
/** Codes above are data of other programs, which nothing here asks for. */
const MOST_CODE = 1071

/** Groups of one entity that are kept: a polyline with so many corners is past every limit of segments. */
const MOST_GROUPS = 4_000_000

/** How the bytes of a file become words, and the numbers of the names in it. */
export interface Names {
  readonly decodeText: (bytes: Uint8Array) => string
  readonly types: NameTable
  readonly layers: NameTable
}

/**
 * The groups of one entity. The buffers are used again for the next one: what is needed is read out at
 * once. A value that is no number sets `fault` (the first one is kept) and reads as 0.
 */
export class RawEntity {
  /** Number of its name and of its layer. */
  type = 0
  layer = 0
  line = 0
  size = 0
  fault: ValueFault | null = null
  readonly bytes: Uint8Array
  readonly names: Names
  private readonly codes = new GrowingWholes(256)
  private readonly starts = new GrowingWholes(256)
  private readonly ends = new GrowingWholes(256)
  /** Where each code stands first, valid where its stamp is this entity's. */
  private readonly firsts = new Int32Array(MOST_CODE + 1)
  private readonly stamps = new Int32Array(MOST_CODE + 1)
  private stamp = 0
  private readonly zeroLayer: number

  constructor(bytes: Uint8Array, names: Names) {
    this.bytes = bytes
    this.names = names
    this.zeroLayer = names.layers.numberOf('0')
  }

  /** The name of the entity. */
  get typeName(): string {
    return this.names.types.nameOf(this.type)
  }

  /** Reads from the group that names the entity up to the next group 0; false at the end of the file. */
  readFrom(groups: DxfGroups): boolean {
    this.type = this.names.types.numberAt(groups.start, groups.end)
    this.line = groups.line
    this.fault = null
    this.stamp += 1
    this.codes.count = 0
    this.starts.count = 0
    this.ends.count = 0
    const more = this.readGroups(groups)
    this.size = this.codes.count
    const layer = this.find(LAYER)
    this.layer =
      layer < 0
        ? this.zeroLayer
        : this.names.layers.numberAt(this.startOf(layer), this.endOf(layer))
    return more
  }

  private readGroups(groups: DxfGroups): boolean {
    const { stamps, firsts, stamp } = this
    while (groups.next()) {
      const { code } = groups
      if (code === 0) return true
      if (code === NO_CODE) {
        this.fail('has a line that is no group code', groups.line)
        return groups.findName()
      }
      if (this.codes.count >= MOST_GROUPS) {
        this.fail(`has more than ${String(MOST_GROUPS)} groups`)
        continue
      }
      if (code > 0 && code <= MOST_CODE && wholeAt(stamps, code) !== stamp) {
        stamps[code] = stamp
        firsts[code] = this.codes.count
      }
      this.codes.push(code)
      this.starts.push(groups.start)
      this.ends.push(groups.end)
    }
    return false
  }

  /** Keeps the first thing that is wrong with the entity. */
  fail(message: string, line = this.line): void {
    this.fault ??= { line, message }
  }

  /** The code of a group. */
  codeAt(index: number): number {
    return wholeAt(this.codes.values, index)
  }

  /** Where the value of a group begins in the file. */
  startOf(index: number): number {
    return wholeAt(this.starts.values, index)
  }

  /** Where the value of a group ends in the file. */
  endOf(index: number): number {
    return wholeAt(this.ends.values, index)
  }

  /** Index of the first group with this code, or −1. */
  find(code: number): number {
    return wholeAt(this.stamps, code) === this.stamp ? wholeAt(this.firsts, code) : -1
  }

  /** True when the entity has a group with this code. */
  has(code: number): boolean {
    return wholeAt(this.stamps, code) === this.stamp
  }

  /** The value at an index as text. */
  textAt(index: number): string {
    return this.names.decodeText(this.bytes.subarray(this.startOf(index), this.endOf(index)))
  }

  /** The value at an index as a number. */
  realAt(index: number): number {
    const value = realFrom(this.bytes, this.startOf(index), this.endOf(index))
    if (Number.isFinite(value)) return value
    const text = JSON.stringify(this.textAt(index).slice(0, 40))
    const message = `group ${String(this.codeAt(index))} is ${text}, which is no number`
    this.fail(message, this.line + 2 * index + 3)
    return 0
  }

  /** The first value of a code as a number, or `fallback` when there is none. */
  real(code: number, fallback: number): number {
    const index = this.find(code)
    return index < 0 ? fallback : this.realAt(index)
  }

  /** A number that an entity cannot be without. */
  needed(code: number): number {
    const index = this.find(code)
    if (index >= 0) return this.realAt(index)
    this.fail(`group ${String(code)} is missing`)
    return 0
  }

  /** The first value of a code as text, or an empty text. */
  string(code: number): string {
    const index = this.find(code)
    return index < 0 ? '' : this.textAt(index)
  }

  /** True when the first value of a code is 1, as switches are written. */
  isOn(code: number): boolean {
    const index = this.find(code)
    return index >= 0 && realFrom(this.bytes, this.startOf(index), this.endOf(index)) === 1
  }
}
