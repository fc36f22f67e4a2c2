import { radFromDeg, TURN_RAD } from '../units/angle.ts'
import { bulgeCurve, type Curve, mapCurve } from './dxf-curve.ts'
import type { Content } from './dxf-contents.ts'
import type { RawEntity } from './dxf-groups.ts'
import { hatchChains } from './dxf-hatch.ts'
import { splineCurve } from './dxf-spline.ts'
import { plainMtext, plainText } from './dxf-text.ts'
import {
  type Affine,
  compose,
  IDENTITY,
  mapDirection,
  mapPoint,
  minorAxis,
  ownCoordinates,
  shift,
  turnAndScale,
  vec,
  type Vec3,
} from './space.ts'

/** What an entity says, or why it says nothing that can be cut. */
export type Reading = readonly Content[] | { readonly ignored: string }

/** A point of three groups, the second and third 10 and 20 above the first. */
export function pointOf(raw: RawEntity, code: number): Vec3 {
  return vec(raw.needed(code), raw.needed(code + 10), raw.real(code + 20, 0))
}

/** The map from an entity's own coordinates, set by its extrusion, to those of the drawing. */
export function ownMap(raw: RawEntity): Affine {
  if (raw.find(230) < 0) return IDENTITY
  const map = ownCoordinates(vec(raw.real(210, 0), raw.real(220, 0), raw.real(230, 1)))
  if (map === null) raw.fault ??= { line: raw.line, message: 'has an extrusion of no length' }
  return map ?? IDENTITY
}

function placed(raw: RawEntity) {
  return { type: raw.type, layer: raw.layer, line: raw.line }
}

/** Curves end to end, as one chain in the coordinates of the drawing. */
export function chainOf(raw: RawEntity, curves: readonly Curve[], map = IDENTITY): Content {
  const mapped = map === IDENTITY ? curves : curves.map((curve) => mapCurve(map, curve))
  return { kind: 'chain', ...placed(raw), curves: mapped }
}

function line(raw: RawEntity): Reading {
  return [chainOf(raw, [{ kind: 'line', from: pointOf(raw, 10), to: pointOf(raw, 11) }])]
}

/** Sweep from one angle to another counterclockwise, (0, 2π]; the angles of a file may be any. */
function sweepOf(startRad: number, endRad: number): number {
  const turns = (endRad - startRad) / TURN_RAD
  const sweep = (turns - Math.floor(turns)) * TURN_RAD
  return sweep <= 1e-12 ? TURN_RAD : sweep
}

function circle(raw: RawEntity): Reading {
  const radius = raw.needed(40)
  if (radius <= 0) raw.fault ??= { line: raw.line, message: `has a radius of ${String(radius)}` }
  const whole = raw.type === 'CIRCLE'
  const startRad = whole ? 0 : radFromDeg(raw.needed(50))
  const sweepRad = whole ? TURN_RAD : sweepOf(startRad, radFromDeg(raw.needed(51)))
  const [u, v] = [vec(radius, 0), vec(0, radius)]
  return [
    chainOf(
      raw,
      [{ kind: 'arc', centre: pointOf(raw, 10), u, v, startRad, sweepRad }],
      ownMap(raw),
    ),
  ]
}

function ellipse(raw: RawEntity): Reading {
  const u = pointOf(raw, 11)
  const ratio = raw.needed(40)
  const extrusion = vec(raw.real(210, 0), raw.real(220, 0), raw.real(230, 1))
  const startRad = raw.real(41, 0)
  return [
    chainOf(raw, [
      {
        kind: 'arc',
        centre: pointOf(raw, 10),
        u,
        v: minorAxis(extrusion, u, ratio),
        startRad,
        sweepRad: sweepOf(startRad, raw.real(42, TURN_RAD)),
      },
    ]),
  ]
}

/** A corner of a polyline with the bulge of the piece that begins there. */
export interface PolylineVertex {
  readonly at: Vec3
  readonly bulge: number
}

/** The pieces of a polyline. */
export function polylineCurves(vertices: readonly PolylineVertex[], closed: boolean): Curve[] {
  const last = closed ? vertices.length : vertices.length - 1
  const curves: Curve[] = []
  for (let index = 0; index < last; index += 1) {
    const from = vertices[index]
    const to = vertices[(index + 1) % vertices.length]
    if (from !== undefined && to !== undefined) curves.push(bulgeCurve(from.at, to.at, from.bulge))
  }
  return curves
}

function lightVertices(raw: RawEntity): readonly PolylineVertex[] {
  const z = raw.real(38, 0)
  const vertices: { at: Vec3; bulge: number }[] = []
  for (let index = 0; index < raw.size; index += 1) {
    const code = raw.codes[index]
    const current = vertices.at(-1)
    if (code === 10) vertices.push({ at: vec(raw.realAt(index), Number.NaN, z), bulge: 0 })
    else if (code === 20 && current !== undefined)
      current.at = vec(current.at.x, raw.realAt(index), z)
    else if (code === 42 && current !== undefined) current.bulge = raw.realAt(index)
  }
  return vertices
}

function lwpolyline(raw: RawEntity): Reading {
  const vertices = lightVertices(raw)
  const declared = raw.real(90, vertices.length)
  if (vertices.some(({ at }) => Number.isNaN(at.y)) || declared !== vertices.length) {
    const message = `declares ${String(declared)} corners and has ${String(vertices.length)}, or one lacks its Y`
    raw.fault ??= { line: raw.line, message }
  }
  if (vertices.length < 2) return { ignored: 'a polyline of fewer than two corners' }
  return [chainOf(raw, polylineCurves(vertices, (raw.real(70, 0) & 1) !== 0), ownMap(raw))]
}

function solid(raw: RawEntity): Reading {
  const [a, b, c] = [pointOf(raw, 10), pointOf(raw, 11), pointOf(raw, 12)]
  const d = raw.find(13) < 0 ? c : pointOf(raw, 13)
  // the third and fourth corners of a SOLID are crossed
  const corners = [a, b, d, c].filter(
    (at, index, all) => index === 0 || all[index - 1]?.x !== at.x || all[index - 1]?.y !== at.y,
  )
  const vertices = corners.map((at) => ({ at, bulge: 0 }))
  return [chainOf(raw, polylineCurves(vertices, true), ownMap(raw))]
}

function text(raw: RawEntity): Reading {
  const own = raw.type === 'MTEXT' ? IDENTITY : ownMap(raw)
  const at = mapPoint(own, pointOf(raw, 10))
  if (raw.type !== 'MTEXT') {
    return [{ kind: 'text', ...placed(raw), at, text: plainText(raw.string(1)) }]
  }
  const pieces: string[] = []
  for (let index = 0; index < raw.size; index += 1) {
    if (raw.codes[index] === 3 || raw.codes[index] === 1) pieces.push(raw.textAt(index))
  }
  return [{ kind: 'text', ...placed(raw), at, text: plainMtext(pieces.join('')) }]
}

function insert(raw: RawEntity): Reading {
  const scale = vec(raw.real(41, 1), raw.real(42, 1), raw.real(43, 1))
  const turn = turnAndScale(radFromDeg(raw.real(50, 0)), vec(1, 1, 1))
  const own = ownMap(raw)
  const turned = compose(own, compose(shift(pointOf(raw, 10)), turn))
  return [
    {
      kind: 'insert',
      ...placed(raw),
      block: raw.string(2).toUpperCase(),
      columns: Math.max(1, Math.trunc(raw.real(70, 1))),
      rows: Math.max(1, Math.trunc(raw.real(71, 1))),
      columnStep: mapDirection(turned, vec(raw.real(44, 0), 0)),
      rowStep: mapDirection(turned, vec(0, raw.real(45, 0))),
      place: compose(turned, turnAndScale(0, scale)),
    },
  ]
}

const READERS: ReadonlyMap<string, (raw: RawEntity) => Reading> = new Map([
  ['LINE', line],
  ['ARC', circle],
  ['CIRCLE', circle],
  ['ELLIPSE', ellipse],
  ['LWPOLYLINE', lwpolyline],
  ['SOLID', solid],
  ['TRACE', solid],
  ['POINT', (raw) => [{ kind: 'point', ...placed(raw), at: pointOf(raw, 10) }]],
  ['TEXT', text],
  ['MTEXT', text],
  ['ATTRIB', text],
  ['ATTDEF', text],
  ['INSERT', insert],
  ['SPLINE', (raw) => [chainOf(raw, splineCurve(raw))]],
  ['HATCH', (raw) => hatchChains(raw).map((curves) => chainOf(raw, curves, ownMap(raw)))],
])

/**
 * What one entity says. What lies on paper space, is switched invisible or has no outline that could be
 * cut is told as ignored with its reason. POLYLINE is read by `polyline-entity.ts`, for it has parts.
 */
export function readEntity(raw: RawEntity): Reading {
  if (raw.real(67, 0) === 1) return { ignored: 'lies on a paper sheet' }
  if (raw.real(60, 0) === 1) return { ignored: 'is switched invisible' }
  const reader = READERS.get(raw.type)
  return reader === undefined ? { ignored: 'is of a kind that is not read' } : reader(raw)
}
