import { degFromRad, TURN_RAD } from '../../units/angle.ts'
import { minorAxis, vec, type Vec3 } from '../place/space.ts'
import { type ContentStore, KIND } from './content-store.ts'
import { readHatch } from './read-hatch.ts'
import { readSpline } from './read-spline.ts'
import type { RawEntity } from './raw-entity.ts'
import { frameOf, type Ignored, radOf, type Sink, sweepOf } from './sink.ts'

/** A point of three groups, the second and third 10 and 20 above the first. */
function pointOf(raw: RawEntity, code: number): Vec3 {
  return vec(raw.needed(code), raw.needed(code + 10), raw.real(code + 20, 0))
}

function readLine(raw: RawEntity, { store }: Sink): Ignored {
  const fromZ = raw.real(30, 0)
  const toZ = raw.real(31, 0)
  const isFlat = fromZ === 0 && toZ === 0
  store.begin(isFlat ? KIND.line : KIND.line3, raw, 0)
  store.put(raw.needed(10))
  store.put(raw.needed(20))
  if (!isFlat) store.put(fromZ)
  store.put(raw.needed(11))
  store.put(raw.needed(21))
  if (!isFlat) store.put(toZ)
  return null
}

function readArc(raw: RawEntity, { store }: Sink): Ignored {
  const radius = raw.needed(40)
  if (radius <= 0) raw.fail(`has a radius of ${String(radius)}`)
  const isWhole = raw.typeName === 'CIRCLE'
  const startRad = isWhole ? 0 : radOf(raw, raw.needed(50))
  const sweepRad = isWhole ? TURN_RAD : sweepOf(startRad, radOf(raw, raw.needed(51)))
  store.begin(KIND.arc, raw, frameOf(raw, store))
  store.put3(raw.needed(10), raw.needed(20), raw.real(30, 0))
  store.put3(radius, startRad, sweepRad)
  return null
}

function readEllipse(raw: RawEntity, { store }: Sink): Ignored {
  const major = pointOf(raw, 11)
  const extrusion = vec(raw.real(210, 0), raw.real(220, 0), raw.real(230, 1))
  const minor = minorAxis(extrusion, major, raw.needed(40))
  const startRad = radOf(raw, degFromRad(raw.real(41, 0)))
  const endRad = radOf(raw, degFromRad(raw.real(42, TURN_RAD)))
  if (Math.hypot(major.x, major.y, major.z) === 0) raw.fail('has a major axis of no length')
  store.begin(KIND.ellipse, raw, 0)
  store.put3(raw.needed(10), raw.needed(20), raw.real(30, 0))
  store.put3(major.x, major.y, major.z)
  store.put3(minor.x, minor.y, minor.z)
  store.put(startRad)
  store.put(sweepOf(startRad, endRad))
  return null
}

/** Writes the corners of a light polyline; the count of them, or −1 where one lacks its Y. */
function lightCorners(raw: RawEntity, store: ContentStore): number {
  let corners = 0
  let isWhole = true
  let x = 0
  let y = 0
  let bulge = 0
  for (let index = 0; index < raw.size; index += 1) {
    const code = raw.codeAt(index)
    if (code === 10) {
      if (corners > 0) store.put3(x, y, bulge)
      if (!isWhole) return -1
      corners += 1
      isWhole = false
      x = raw.realAt(index)
      bulge = 0
    } else if (code === 20) {
      y = raw.realAt(index)
      isWhole = true
    } else if (code === 42) bulge = raw.realAt(index)
  }
  if (corners > 0) store.put3(x, y, bulge)
  return isWhole ? corners : -1
}

function readLightPolyline(raw: RawEntity, { store }: Sink): Ignored {
  const isClosed = (raw.real(70, 0) & 1) !== 0
  store.begin(isClosed ? KIND.loop : KIND.polyline, raw, frameOf(raw, store))
  store.put(raw.real(38, 0))
  const corners = lightCorners(raw, store)
  const declared = raw.real(90, corners)
  if (corners < 0) raw.fail('has a corner without its Y')
  else if (declared !== corners) {
    raw.fail(`declares ${String(declared)} corners and has ${String(corners)}`)
  }
  store.setCurves(isClosed ? corners : corners - 1)
  return corners < 2 ? 'a polyline of fewer than two corners' : null
}

function readSolid(raw: RawEntity, { store }: Sink): Ignored {
  const a = pointOf(raw, 10)
  const b = pointOf(raw, 11)
  const c = pointOf(raw, 12)
  const d = raw.has(13) ? pointOf(raw, 13) : c
  // the third and fourth corners of a SOLID are crossed
  const corners = [a, b, d, c].filter(
    (at, index, all) => index === 0 || all[index - 1]?.x !== at.x || all[index - 1]?.y !== at.y,
  )
  store.begin(KIND.loop, raw, frameOf(raw, store))
  store.put(a.z)
  for (const { x, y } of corners) store.put3(x, y, 0)
  store.setCurves(corners.length)
  return corners.length < 2 ? 'a polyline of fewer than two corners' : null
}

function readPoint(raw: RawEntity, { store }: Sink): Ignored {
  store.begin(KIND.point, raw, 0)
  store.put3(raw.needed(10), raw.needed(20), raw.real(30, 0))
  return null
}

/** Words are kept as places in the file and read only where they are shown. */
function readText(raw: RawEntity, { store }: Sink): Ignored {
  store.begin(KIND.text, raw, raw.typeName === 'MTEXT' ? 0 : frameOf(raw, store))
  store.put3(raw.needed(10), raw.needed(20), raw.real(30, 0))
  const pieces: number[] = []
  for (let index = 0; index < raw.size; index += 1) {
    const code = raw.codeAt(index)
    // long words come in pieces of code 3 before the last; an embedded object repeats the codes
    if (code === 101) break
    if (code === 1 || (code === 3 && raw.typeName === 'MTEXT')) pieces.push(index)
  }
  store.put(pieces.length)
  for (const index of pieces) {
    store.put(raw.startOf(index))
    store.put(raw.endOf(index))
  }
  return null
}

/** Copies of a block in a row or column; less than one is one, and no array has fractions. */
function copies(count: number): number {
  return Math.max(1, Math.trunc(count))
}

function readInsert(raw: RawEntity, { store, blockNames }: Sink): Ignored {
  const name = raw.find(2)
  if (name < 0) raw.fail('group 2 is missing')
  store.begin(KIND.insert, raw, frameOf(raw, store))
  store.put3(raw.needed(10), raw.needed(20), raw.real(30, 0))
  store.put3(raw.real(41, 1), raw.real(42, 1), raw.real(43, 1))
  store.put(radOf(raw, raw.real(50, 0)))
  store.put(copies(raw.real(70, 1)))
  store.put(copies(raw.real(71, 1)))
  store.put(raw.real(44, 0))
  store.put(raw.real(45, 0))
  store.put(name < 0 ? 0 : blockNames.numberAt(raw.startOf(name), raw.endOf(name)))
  return null
}

const READERS: ReadonlyMap<string, (raw: RawEntity, sink: Sink) => Ignored> = new Map([
  ['LINE', readLine],
  ['ARC', readArc],
  ['CIRCLE', readArc],
  ['ELLIPSE', readEllipse],
  ['LWPOLYLINE', readLightPolyline],
  ['SOLID', readSolid],
  ['TRACE', readSolid],
  ['POINT', readPoint],
  ['TEXT', readText],
  ['MTEXT', readText],
  ['ATTRIB', readText],
  ['INSERT', readInsert],
  ['SPLINE', readSpline],
  ['HATCH', readHatch],
])

/** Why an entity is passed over wherever it stands, or null. */
export function hiddenReason(raw: RawEntity): Ignored {
  if (raw.isOn(67)) return 'lies on a paper sheet'
  return raw.isOn(60) ? 'is switched invisible' : null
}

/**
 * Puts what one entity says into the sink; where it says nothing that could be cut, or has a fault, nothing
 * is left there. POLYLINE is read by `read-dxf.ts`, for it has parts.
 */
export function readEntity(raw: RawEntity, sink: Sink): Ignored {
  const hidden = hiddenReason(raw)
  if (hidden !== null) return hidden
  const reader = READERS.get(raw.typeName)
  // the words of an ATTDEF stand in no drawing: each INSERT has its own
  if (reader === undefined) {
    return raw.typeName === 'ATTDEF' ? null : 'is of a kind that is not read'
  }
  const before = sink.store.count
  const ignored = reader(raw, sink)
  if (ignored !== null || raw.fault !== null) sink.store.dropFrom(before)
  return ignored
}
