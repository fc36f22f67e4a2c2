import fc from 'fast-check'
import { expect, test } from 'vitest'
import { endFace, flatFace, ringFace } from './laminate-shapes.ts'
import { pitchMm } from './laminate.ts'
import { closureOn } from './ring-need.ts'
import type { Construction, Strip, StripFamily } from './strip-family.schema.ts'

const strip = (id: string, widthMm: number | null): Strip => ({
  id,
  name: id,
  widthMm,
  thicknessMm: 2,
  colour: '#202020',
  materialId: null,
})
const family = (widthsMm: readonly number[], construction: Construction): StripFamily => ({
  schema: 'rmos.strip-family',
  version: 1,
  id: 'test',
  name: 'Test',
  lane: 'experimental',
  notes: '',
  glueLineMm: 0,
  strips: widthsMm.map((widthMm, index) => strip(`s${String(index)}`, widthMm)),
  construction,
})
const herringbone = (phase: 'points' | 'half-step') =>
  family([0.6, 0.6], {
    kind: 'herringbone',
    angleDeg: 45,
    bandWidthMm: 1.5,
    middle: null,
    phase,
    border: [],
  })

/** Corner points of a path of straight lines, polygon by polygon. */
function polygons(path: string): readonly (readonly (readonly [number, number])[])[] {
  return path
    .split('Z')
    .filter((part) => part !== '')
    .map((part) =>
      part
        .slice(1)
        .split('L')
        .map((point) => {
          const [x = NaN, y = NaN] = point.split(' ').map(Number)
          return [x, y] as const
        }),
    )
}

/** Distance from the origin of every point of a path of lines and arcs. */
function radiiOf(path: string): readonly number[] {
  return [...path.matchAll(/[MLA]([^MLAZ]+)/g)].map(([, numbers = '']) => {
    const [x = NaN, y = NaN] = numbers.trim().split(/\s+/).map(Number).slice(-2)
    return Math.hypot(x, y)
  })
}

/** Shoelace formula. */
function areaMm2(points: readonly (readonly [number, number])[]): number {
  return Math.abs(
    points.reduce((sum, [x, y], index) => {
      const [nextX, nextY] = points[(index + 1) % points.length] ?? [NaN, NaN]
      return sum + (x * nextY - nextX * y) / 2
    }, 0),
  )
}

test('the layers of a repeat fill their band without a gap', () => {
  const sizes = fc.array(
    fc.integer({ min: 5, max: 200 }).map((n) => n / 100),
    {
      minLength: 2,
      maxLength: 6,
    },
  )
  fc.assert(
    fc.property(sizes, fc.integer({ min: 10, max: 80 }), (widthsMm, angleDeg) => {
      const rope = family(widthsMm, { kind: 'rope', angleDeg, bandWidthMm: 1.5, border: [] })
      const { shapes } = flatFace(rope, 30)
      const oneRepeatMm2 = shapes.reduce(
        (sum, { path }) => sum + areaMm2(polygons(path)[0] ?? []),
        0,
      )
      expect(oneRepeatMm2).toBeCloseTo((pitchMm(rope) ?? NaN) * 1.5, 2)
      for (const { path } of shapes) {
        const first = polygons(path)[0]?.[0]?.[0] ?? NaN
        expect(first, 'the band is covered from its start').toBeLessThanOrEqual(
          pitchMm(rope) ?? NaN,
        )
      }
    }),
  )
})

test('the halves of a herringbone meet in points; half a step apart they do not', () => {
  const seam = flatFace(herringbone('points'), 20)
    .shapes.filter(({ stripId }) => stripId === 's0')
    .map(({ path }) =>
      polygons(path).flatMap((points) =>
        points.filter(([, y]) => Math.abs(y - 1.5) < 1e-3).map(([x]) => x.toFixed(3)),
      ),
    )
  const [inner = [], outer = []] = seam
  expect(inner.filter((along) => outer.includes(along)).length).toBeGreaterThan(10)
  const pitch = pitchMm(herringbone('points')) ?? NaN
  const starts = (phase: 'points' | 'half-step') =>
    polygons(
      flatFace(herringbone(phase), 20).shapes.filter(({ stripId }) => stripId === 's0')[1]?.path ??
        '',
    ).map(([first]) => (((first?.[0] ?? NaN) % pitch) + pitch) % pitch)[0] ?? NaN
  expect(Math.abs(starts('half-step') - starts('points'))).toBeCloseTo(pitch / 2, 3)
})

test('bent to a ring, every layer lies between the edges and the last repeat ends where the first began', () => {
  const rope = family([0.6, 0.6], { kind: 'rope', angleDeg: 45, bandWidthMm: 1.5, border: [] })
  const { shapes, widthMm } = ringFace(rope, 46)
  expect(widthMm).toBeCloseTo(2 * 47.5, 9)
  const points = shapes.flatMap(({ path }) => radiiOf(path))
  expect(points.length).toBeGreaterThan(600)
  for (const radiusMm of points) {
    expect(radiusMm).toBeGreaterThan(46 - 1e-3)
    expect(radiusMm).toBeLessThan(47.5 + 1e-3)
  }
  const [first = '', second = ''] = shapes.map(({ path }) => path)
  const { repeatCount } = closureOn(46.75, pitchMm(rope) ?? NaN)
  expect(first.split('Z')).toHaveLength(repeatCount + 1)
  const begin = /^M(\S+ \S+?)[AL]/.exec(first)?.[1]
  const lastPiece = second.split('Z').at(-2) ?? ''
  expect(lastPiece.includes(begin ?? 'nothing'), 'the ring closes').toBe(true)
})

test('sawn across, the layers of a band fill its width', () => {
  fc.assert(
    fc.property(fc.integer({ min: 10, max: 80 }), (angleDeg) => {
      const rope = family([0.6, 0.4, 0.2], { kind: 'rope', angleDeg, bandWidthMm: 2, border: [] })
      const acrossMm = endFace(rope).shapes.reduce(
        (sum, { path }) => sum + Number(/h(-?[\d.]+)/.exec(path)?.[1]),
        0,
      )
      expect(acrossMm).toBeCloseTo(2, 2)
    }),
  )
})

test('shell has a joint for every piece, across the shell alone', () => {
  const shell = family([0.5, 2, 0.5], { kind: 'shell', pieceLengthMm: 4.5 })
  expect(flatFace(shell, 10).joints).toBe('M4.5 0.5V2.5M9 0.5V2.5')
  const joints = ringFace(shell, 50).joints.split('M').slice(1)
  expect(joints).toHaveLength(Math.ceil((2 * Math.PI) / (2 * Math.asin(4.5 / (2 * 51.5)))))
  for (const joint of joints) {
    const [from = NaN, to = NaN] = radiiOf(`M${joint}`)
    expect([from, to].map((radiusMm) => Number(radiusMm.toFixed(2)))).toEqual([50.5, 52.5])
  }
})

test('a strip without a width is drawn and marked', () => {
  const lines: StripFamily = { ...family([0.5], { kind: 'lines' }), strips: [strip('a', null)] }
  expect(flatFace(lines, 10).shapes).toMatchObject([{ unknown: true }])
  expect(endFace(lines).shapes).toMatchObject([{ unknown: true }])
})
