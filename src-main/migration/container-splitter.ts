import { ByteCursor } from './byte-cursor.ts'
import { MAX_RECORD_BYTES, parseElement, TOO_DEEP, TOO_LARGE } from './element.ts'
import type { Element, Splitter } from './element.ts'
import { ValueScanner } from './value-scanner.ts'

/** What holds the entries. */
export interface Container {
  /** `sequence` has no brackets around it. */
  readonly kind: 'list' | 'dict' | 'sequence'
  /** The member of a wrapper object that is the container; null when it is the whole file. */
  readonly wrapperKey: string | null
}

const COMMA = 0x2c
const QUOTE = 0x22
const LIST_CLOSE = 0x5d
const DICT_CLOSE = 0x7d
const CLOSER: Readonly<Record<Container['kind'], number>> = { list: 0x5d, dict: 0x7d, sequence: -2 }
const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf])
const BROKEN = 'is broken: a quote or a bracket is missing'
const LOST = `${BROKEN}, and nothing after it in the file can be told apart`

/**
 * - `opening`, `seeking`, `passing`: before the container, in a wrapper between and inside members
 * - `between`, `scanning`: between entries and inside one
 * - `dropping`: inside an entry too large to hold
 * - `closed`: behind the container; `lost`: nothing can be told apart any more
 */
type State =
  'opening' | 'seeking' | 'passing' | 'between' | 'scanning' | 'dropping' | 'closed' | 'lost'

/**
 * Splits a list, a dictionary or a sequence of any size into its entries, holding no more than one
 * entry and one piece of the file. Entries are told apart by brackets and quotes and parsed one by
 * one: a parser of the whole document, streaming or not, ends at the first fault, and here a broken
 * record must never stop the rest. Where a broken one leaves a bracket or quote open, reading goes
 * on at the next line that begins as it did.
 */
export class ContainerSplitter implements Splitter {
  readonly #container: Container
  readonly #cursor = new ByteCursor()
  readonly #scanner = new ValueScanner()
  #state: State = 'opening'
  #isLast = false
  #index = 0
  #key: string | null = null
  /** Where the scanned value begins; the cursor stays at its entry's key. */
  #valueAt = 0
  #found: Element[] = []

  constructor(container: Container) {
    this.#container = container
  }

  readonly push = (piece: Buffer): readonly Element[] => {
    const moved = this.#cursor.add(piece)
    this.#scanner.at -= moved
    this.#valueAt -= moved
    return this.#run()
  }

  readonly end = (): readonly Element[] => {
    this.#isLast = true
    const found = this.#run()
    const isWhole = ['closed', 'lost'].includes(this.#state) || this.#container.kind === 'sequence'
    if (isWhole) return found
    const reason =
      this.#state === 'between'
        ? 'ends before its closing bracket: what followed is missing'
        : 'ends before its first record'
    return [...found, { kind: 'fault', reason, index: null, line: this.#cursor.line }]
  }

  #run(): readonly Element[] {
    this.#found = []
    let goesOn = true
    while (goesOn) goesOn = this.#step()
    return this.#found
  }

  /** One step; false when nothing can be done before more bytes come. */
  #step(): boolean {
    switch (this.#state) {
      case 'opening':
        return this.#open()
      case 'seeking':
        return this.#seek()
      case 'passing':
        return this.#pass()
      case 'between':
        return this.#begin()
      case 'scanning':
        return this.#scan()
      case 'dropping':
        return this.#drop()
      case 'closed':
        return this.#afterEnd()
      case 'lost':
        this.#cursor.at = this.#cursor.bytes.length
        return false
    }
  }

  #open(): boolean {
    const cursor = this.#cursor
    if (cursor.bytes.length < BYTE_ORDER_MARK.length && !this.#isLast) return false
    if (cursor.at === 0 && cursor.bytes.subarray(0, 3).equals(BYTE_ORDER_MARK)) cursor.at = 3
    if (this.#container.kind === 'sequence') return this.#go('between')
    if (!cursor.skipSpaces()) return false
    cursor.moveTo(cursor.at + 1, 0)
    return this.#go(this.#container.wrapperKey === null ? 'between' : 'seeking')
  }

  /** In a wrapper, up to the member that holds the records. */
  #seek(): boolean {
    const cursor = this.#cursor
    if (!cursor.skipSpaces(COMMA)) return false
    if (cursor.byte !== QUOTE) return this.#go('closed')
    const ahead = cursor.keyAhead()
    if (ahead === 'more') return false
    if (ahead === 'fault') return this.#lose()
    cursor.moveTo(ahead.valueAt, ahead.newlines)
    if (ahead.key === this.#container.wrapperKey) {
      cursor.moveTo(cursor.at + 1, 0)
      return this.#go('between')
    }
    this.#scanner.begin(cursor.at)
    return this.#go('passing')
  }

  /** Past a member of a wrapper that holds no records. */
  #pass(): boolean {
    const how = this.#scanner.advance(this.#cursor.bytes)
    if (how === 'fault') return this.#lose()
    this.#cursor.at = this.#scanner.at
    if (how === 'more') return false
    this.#cursor.moveTo(this.#scanner.at, this.#scanner.newlines)
    return this.#go('seeking')
  }

  #begin(): boolean {
    const cursor = this.#cursor
    const { kind } = this.#container
    if (!cursor.skipSpaces(COMMA)) return false
    if (cursor.byte === CLOSER[kind]) {
      cursor.moveTo(cursor.at + 1, 0)
      return this.#go('closed')
    }
    if (cursor.byte === LIST_CLOSE || cursor.byte === DICT_CLOSE) {
      this.#tell('is a closing bracket with nothing to close')
      cursor.moveTo(cursor.at + 1, 0)
      return true
    }
    return kind === 'dict' ? this.#beginMember() : this.#beginValue(null, cursor.at, 0)
  }

  #beginMember(): boolean {
    const cursor = this.#cursor
    const ahead = cursor.byte === QUOTE ? cursor.keyAhead() : 'fault'
    if (ahead === 'more' && !this.#isLast && this.#heldBytes() <= MAX_RECORD_BYTES) return false
    if (ahead === 'more' || ahead === 'fault') {
      return this.#goToNextLikeIt(cursor.bytes.length, BROKEN) || this.#waitOrLose()
    }
    return this.#beginValue(ahead.key, ahead.valueAt, ahead.newlines)
  }

  #beginValue(key: string | null, valueAt: number, newlines: number): boolean {
    this.#key = key
    this.#valueAt = valueAt
    this.#scanner.begin(valueAt)
    this.#scanner.newlines = newlines
    return this.#go('scanning')
  }

  #scan(): boolean {
    const { bytes } = this.#cursor
    const how = this.#scanner.advance(bytes)
    if (how === 'end') return this.#complete()
    if (how === 'more' && !this.#isLast) {
      if (this.#heldBytes() <= MAX_RECORD_BYTES) return false
      return this.#goToNextLikeIt(bytes.length, BROKEN) || this.#go('dropping')
    }
    return this.#goToNextLikeIt(bytes.length, BROKEN) || this.#waitOrLose()
  }

  #complete(): boolean {
    const cursor = this.#cursor
    const { at, newlines, tooDeep } = this.#scanner
    if (at === this.#valueAt)
      return this.#goToNextLikeIt(cursor.bytes.length, BROKEN) || this.#skipOne()
    if (at - cursor.at > MAX_RECORD_BYTES) this.#tell(TOO_LARGE)
    else if (tooDeep) this.#tell(TOO_DEEP)
    else {
      const place = { key: this.#key, index: this.#index, line: cursor.line }
      const element = parseElement(cursor.bytes.subarray(this.#valueAt, at), place)
      if (element.kind === 'fault' && this.#goToNextLikeIt(at, element.reason)) return true
      this.#found.push(element)
      this.#index += 1
    }
    cursor.moveTo(at, newlines)
    return this.#go('between')
  }

  /** Where a value belongs stands a character that begins none. */
  #skipOne(): boolean {
    this.#tell(BROKEN)
    this.#cursor.moveTo(this.#valueAt + 1, 0)
    return this.#go('between')
  }

  /** Past the rest of an entry that is too large to hold. */
  #drop(): boolean {
    const cursor = this.#cursor
    const how = this.#scanner.advance(cursor.bytes)
    cursor.at = this.#scanner.at
    if (how === 'more' && !this.#isLast) return false
    if (how !== 'end') return this.#lose()
    this.#tell(TOO_LARGE)
    cursor.moveTo(this.#scanner.at, this.#scanner.newlines)
    return this.#go('between')
  }

  #afterEnd(): boolean {
    const cursor = this.#cursor
    // Behind the records of a wrapper stand its other members.
    if (this.#container.wrapperKey === null && cursor.skipSpaces()) {
      const reason = 'goes on after its closing bracket: what follows is left out'
      this.#found.push({ kind: 'fault', reason, index: null, line: cursor.line })
      return this.#go('lost')
    }
    cursor.at = cursor.bytes.length
    return false
  }

  #heldBytes(): number {
    return this.#cursor.bytes.length - this.#cursor.at
  }

  #waitOrLose(): boolean {
    if (!this.#isLast && this.#heldBytes() <= MAX_RECORD_BYTES) return false
    return this.#lose()
  }

  #lose(): boolean {
    this.#tell(LOST)
    return this.#go('lost')
  }

  /**
   * Tells the entry as a fault and goes to the next line that begins with the same indentation and
   * the same character; false when none does before `to`, or when the entry's line begins otherwise.
   */
  #goToNextLikeIt(to: number, reason: string): boolean {
    const cursor = this.#cursor
    const { indent, bytes } = cursor
    if (indent === null) return false
    const needle = Buffer.from(`\n${indent}${String.fromCharCode(cursor.byte)}`)
    const found = bytes.indexOf(needle, cursor.at)
    if (found === -1 || found >= to) return false
    this.#tell(reason)
    cursor.moveToLine(found + needle.length - 1, indent)
    return this.#go('between')
  }

  #tell(reason: string): void {
    this.#found.push({ kind: 'fault', reason, index: this.#index, line: this.#cursor.line })
    this.#index += 1
  }

  #go(state: State): true {
    this.#state = state
    return true
  }
}
