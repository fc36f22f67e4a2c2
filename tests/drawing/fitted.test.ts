import { describe, expect, test } from 'vitest'
import { cleanPaths } from '#core/drawing/clean-paths.ts'
import { dxf, fixture, imported, pathsOf } from './import-text.ts'

interface Measured {
  readonly lengthMm: number
  readonly box?: readonly number[]
}

/** What ezdxf measures: printed by fixtures/make_fitted.py. */
const FITTED: Readonly<Record<string, Measured>> = {
  OPEN: { lengthMm: 279.264009, box: [0, 0, 240, 43.616562] },
  CLOSED: { lengthMm: 334.351177, box: [21.666667, 162.692057, 147.496745, 249.270833] },
  ARCS: { lengthMm: 142.02819 },
}
const EDGES: Readonly<Record<string, Measured>> = {
  // 50 + 40 + 50 and half a circle of 20 mm
  CLOCKWISE: { lengthMm: 140 + 20 * Math.PI, box: [0, 0, 40, 70] },
  ELLIPSE_CW: { lengthMm: 122.213358, box: [79.207844, -25.612497, 136.203832, 24.541815] },
  ELLIPSE_CCW: { lengthMm: 134.823498, box: [99, 65, 139.843135, 135] },
  SPLINE: { lengthMm: 226.798, box: [-6.534349, 100, 68.163265, 157.85124] },
  RATIONAL: { lengthMm: 207.270144, box: [199.912478, 0, 264.655901, 58.06458] },
}

function lengthsOf(name: string): Readonly<Record<string, number>> {
  const { drawing } = imported(fixture(name))
  const paths = drawing === null ? [] : cleanPaths(drawing)
  return Object.fromEntries(paths.map(({ layer, lengthMm }) => [layer, lengthMm]))
}

/** The box of one layer, which stands alone in a file of its own. */
function boxOf(name: string, layer: string): readonly number[] {
  const text = new TextDecoder().decode(fixture(name))
  const [head = '', ...entities] = text.split(/(?=^ {2}0\r?\n(?:POLYLINE|HATCH)\r?\n)/m)
  const own = entities.find((entity) => entity.includes(`\n${layer}\n`)) ?? ''
  const end = own.includes('ENDSEC') ? '' : '  0\nENDSEC\n  0\nEOF\n'
  const { drawing } = imported(`${head}${own}${end}`)
  const bounds = drawing?.bounds ?? null
  return bounds === null ? [] : [bounds.minXMm, bounds.minYMm, bounds.maxXMm, bounds.maxYMm]
}

describe.each([
  ['fitted-R2000.dxf', FITTED],
  ['edges-R2000.dxf', EDGES],
])('%s as ezdxf measures it', (name, expected) => {
  test.each(Object.entries(expected))('%s', (layer, { lengthMm, box }) => {
    expect(Math.abs((lengthsOf(name)[layer] ?? 0) - lengthMm)).toBeLessThan(0.001)
    const found = boxOf(name, layer)
    for (const [side, at] of (box ?? []).entries()) {
      expect(Math.abs((found[side] ?? Number.NaN) - at)).toBeLessThan(0.001)
    }
  })
})

test('the frame a fitted polyline hangs in is no part of it: its corners lie far off the curve', () => {
  const frame = '0 VERTEX|8 A|10 50|20 500|70 16'
  const curve = '0 VERTEX|8 A|10 0|20 0|70 8|0 VERTEX|8 A|10 30|20 40|70 8'
  const [path] = pathsOf(dxf(`0 POLYLINE|8 A|66 1|70 4|${frame}|${curve}|0 SEQEND|8 A`))
  expect(path?.lengthMm).toBe(50)
})

test('an arc edge from 350 to 10 degrees sweeps 20, not back over 340', () => {
  const arc = '72 2|10 0|20 0|40 90|50 350|51 10|73 1'
  const hatch = `0 HATCH|8 A|10 0|20 0|30 0|70 1|91 1|92 1|93 1|${arc}|97 0`
  const [path] = pathsOf(dxf(hatch))
  expect(path?.lengthMm).toBeCloseTo(90 * (Math.PI / 9), 9)
})

test('angles of an elliptic edge are seen from its centre: where AutoCAD draws the line that goes on', () => {
  // a lens of an ellipse 40 by 10 cut by the line y = 5: x = ±40·√(1 − ¼); seen at atan(5 / x)
  const x = 40 * Math.sqrt(0.75)
  const deg = (Math.atan2(5, x) * 180) / Math.PI
  const ellipse = `72 3|10 0|20 0|11 40|21 0|40 0.25|50 ${String(deg)}|51 ${String(180 - deg)}|73 1`
  const line = `72 1|10 ${String(-x)}|20 5|11 ${String(x)}|21 5`
  const hatch = `0 HATCH|8 A|10 0|20 0|30 0|70 1|91 1|92 1|93 2|${ellipse}|${line}|97 0`
  const [path] = pathsOf(dxf(hatch))
  expect(path?.closed).toBe(true)
  // the segment of a circle of 120 degrees, stretched: ab·(θ − sin θ)/2
  const areaMm2 = (400 * ((2 * Math.PI) / 3 - Math.sqrt(0.75))) / 2
  expect(Math.abs((path?.areaMm2 ?? 0) - areaMm2)).toBeLessThan(0.1)
})
