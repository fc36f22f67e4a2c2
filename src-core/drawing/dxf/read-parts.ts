import { KIND, type Origin } from './content-store.ts'
import { follows, goesOn, type Reading, take } from './dxf-reading.ts'
import type { ValueFault } from './raw-entity.ts'
import { hiddenReason, readEntity } from './read-entity.ts'
import { frameOf, type Ignored } from './sink.ts'

const ANNOTATIONS: readonly string[] = ['TEXT', 'MTEXT', 'ATTRIB', 'ATTDEF']
const POLYLINE_CLOSED = 1
const POLYLINE_3D = 8
const POLYLINE_SURFACE = 16 | 64
/** A corner of the frame a fitted curve hangs in, which the curve does not touch. */
const VERTEX_OF_FRAME = 16

/** What a POLYLINE says before its corners come. */
interface PolylineHead extends Origin {
  readonly flags: number
  readonly frame: number
  readonly hidden: Ignored
  readonly fault: ValueFault | null
}

function takeSequenceEnd(reading: Reading): void {
  if (!follows(reading, 'SEQEND')) return
  take(reading)
  reading.tally.count(reading.raw, 'part')
}

/** Writes the corners of the POLYLINE that was just taken; how many there are. */
function takeCorners(reading: Reading, isFlat: boolean): number {
  const { raw, tally, store } = reading
  let corners = 0
  while (follows(reading, 'VERTEX') && goesOn(reading)) {
    take(reading)
    const flags = raw.real(70, 0)
    const x = raw.needed(10)
    const y = raw.needed(20)
    const third = isFlat ? raw.real(42, 0) : raw.real(30, 0)
    if (raw.fault !== null) tally.fault(raw)
    else tally.count(raw, 'part')
    if ((flags & VERTEX_OF_FRAME) !== 0) continue
    store.put3(x, y, third)
    corners += 1
  }
  takeSequenceEnd(reading)
  return corners
}

function headOf({ raw, store }: Reading): PolylineHead {
  const flags = raw.real(70, 0)
  const { type, layer, line } = raw
  const frame = (flags & POLYLINE_3D) !== 0 ? 0 : frameOf(raw, store)
  return { type, layer, line, flags, frame, hidden: hiddenReason(raw), fault: raw.fault }
}

function ignoredReason({ hidden, flags }: PolylineHead, corners: number): Ignored {
  if (hidden !== null) return hidden
  if ((flags & POLYLINE_SURFACE) !== 0) return 'is a surface'
  return corners < 2 ? 'a polyline of fewer than two corners' : null
}

function readPolyline(reading: Reading): void {
  const { raw, tally, store } = reading
  const head = headOf(reading)
  const isFlat = (head.flags & (POLYLINE_3D | POLYLINE_SURFACE)) === 0
  const isClosed = (head.flags & POLYLINE_CLOSED) !== 0
  if (isFlat) store.begin(isClosed ? KIND.loop : KIND.polyline, head, head.frame)
  else store.begin(isClosed ? KIND.loop3 : KIND.polyline3, head, 0)
  if (isFlat) store.put(raw.real(30, 0))
  const faultsBefore = tally.faultCount
  const corners = takeCorners(reading, isFlat)
  store.setCurves(isClosed ? corners : corners - 1)
  raw.type = head.type
  raw.layer = head.layer
  raw.line = head.line
  raw.fault = head.fault
  if (tally.faultCount > faultsBefore) raw.fail('has a corner that cannot be read')
  conclude(reading, ignoredReason(head, corners))
  if (raw.fault !== null || ignoredReason(head, corners) !== null) store.drop()
}

/** Counts what became of the entity that was just read. */
function conclude({ raw, tally }: Reading, ignored: Ignored): void {
  if (raw.fault !== null) tally.fault(raw)
  else if (ignored !== null) tally.count(raw, 'ignored', ignored)
  else tally.count(raw, ANNOTATIONS.includes(raw.typeName) ? 'annotation' : 'read')
}

function takeAttributes(reading: Reading): void {
  while (follows(reading, 'ATTRIB') && goesOn(reading)) {
    take(reading)
    conclude(reading, readEntity(reading.raw, reading))
  }
  takeSequenceEnd(reading)
}

/** Reads the entity the cursor stands at, with its parts: the corners of a POLYLINE, the words of an INSERT. */
export function readWhole(reading: Reading): void {
  take(reading)
  const { raw } = reading
  const name = raw.typeName
  if (name === 'POLYLINE') {
    readPolyline(reading)
    return
  }
  conclude(reading, readEntity(raw, reading))
  if (name === 'INSERT') takeAttributes(reading)
}
