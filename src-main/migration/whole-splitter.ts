import { MAX_RECORD_BYTES, parseElement, TOO_DEEP, TOO_LARGE } from './element.ts'
import type { Element, Splitter } from './element.ts'
import { ValueScanner } from './value-scanner.ts'

const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf])

/** Takes a file of one record as its one entry. */
export class WholeSplitter implements Splitter {
  #pieces: Buffer[] = []
  #sizeBytes = 0

  readonly push = (piece: Buffer): readonly Element[] => {
    this.#sizeBytes += piece.length
    if (this.#sizeBytes <= MAX_RECORD_BYTES) this.#pieces.push(Buffer.from(piece))
    else this.#pieces = []
    return []
  }

  readonly end = (): readonly Element[] => {
    if (this.#sizeBytes > MAX_RECORD_BYTES) return [fault(TOO_LARGE)]
    const all = Buffer.concat(this.#pieces)
    const bytes = all.subarray(0, 3).equals(BYTE_ORDER_MARK) ? all.subarray(3) : all
    const scanner = new ValueScanner()
    scanner.begin(Math.max(0, bytes.indexOf('{')))
    scanner.advance(bytes)
    if (scanner.tooDeep) return [fault(TOO_DEEP)]
    return [parseElement(bytes, { key: null, index: 0, line: 1 })]
  }
}

function fault(reason: string): Element {
  return { kind: 'fault', reason, index: 0, line: 1 }
}
