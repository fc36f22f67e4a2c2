import { type Result, success } from '../../outcome/result.ts'
import { type ContentStore, KIND } from '../dxf/content-store.ts'
import type { DxfContents } from '../dxf/dxf-contents.ts'
import { plainMtext, plainText } from '../dxf/dxf-text.ts'
import { Extents } from './extents.ts'
import { type Affine, mapPoint, vec } from './space.ts'
import {
  type WalkedBlocks,
  walkContents,
  type WalkLimits,
  type WalkRefusal,
} from './walk-contents.ts'

/** A word of the drawing, with its place in drawing units. */
export interface DrawingNote {
  readonly layer: string
  readonly text: string
  readonly at: { readonly x: number; readonly y: number }
}

/** What a drawing shows, before it has a unit. */
export interface Survey extends WalkedBlocks {
  /** Longest side of everything that is drawn, in drawing units; 0 for an empty drawing. */
  readonly size: number
  /** About how many segments its curves become. */
  readonly pieces: number
  /** The first of the words; `noteCount` are there. */
  readonly notes: readonly DrawingNote[]
  readonly noteCount: number
  readonly pointCount: number
}

/** Words that are read; the others are counted. */
const MOST_NOTES = 10_000

function wordsOf({ store, names }: DxfContents, bytes: Uint8Array, record: number): string {
  const start = store.startOf(record)
  const pieces = store.number(start + 3)
  let words = ''
  for (let piece = 0; piece < pieces; piece += 1) {
    const at = start + 4 + 2 * piece
    words += names.decodeText(bytes.subarray(store.number(at), store.number(at + 1)))
  }
  const isMtext = names.types.nameOf(store.typeOf(record)) === 'MTEXT'
  return isMtext ? plainMtext(words) : plainText(words)
}

function placeOf(store: ContentStore, record: number, map: Affine) {
  const start = store.startOf(record)
  const { x, y } = mapPoint(
    map,
    vec(store.number(start), store.number(start + 1), store.number(start + 2)),
  )
  return { x, y }
}

/** Goes through what a drawing shows: how large it is, its words, and which blocks are not there. */
export function survey(
  contents: DxfContents,
  bytes: Uint8Array,
  limits: WalkLimits,
): Result<Survey, WalkRefusal> {
  const { store, names } = contents
  const extents = new Extents(store)
  const notes: DrawingNote[] = []
  let noteCount = 0
  let pointCount = 0
  const walked = walkContents(contents, limits, (record, map, layer) => {
    const kind = store.kindOf(record)
    if (kind === KIND.point) pointCount += 1
    else if (kind === KIND.text) {
      noteCount += 1
      if (notes.length >= MOST_NOTES) return
      const at = placeOf(store, record, map)
      notes.push({ layer: names.layers.nameOf(layer), text: wordsOf(contents, bytes, record), at })
    } else extents.take(record, map)
  })
  if (!walked.ok) return walked
  const { size, pieces } = extents
  return success({ ...walked.value, size, pieces, notes, noteCount, pointCount })
}
