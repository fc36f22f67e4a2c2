import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { drawRosetteSvg } from './draw-rosette.ts'
import { stretchesInRing } from './draw-rosette-path.ts'
import { parsePlan } from './parse-plan.ts'
import type { Plan, RingOf } from './plan.schema.ts'
import { brightness, ringPicture, shade } from './ring-picture.ts'
import { ropePitch } from './rope.ts'
import { divideShell } from './shell-pieces.ts'

const colours = {
  top: '#ead3a0',
  byMaterialId: { maple: '#e6cfa8', ebony: '#1f1c1b' },
  other: '#888888',
}

function example(name: string): Plan {
  const plan = parsePlan(readFileSync(`data/examples/${name}.json`, 'utf8'), name)
  if (!plan.ok) throw new Error(plan.error.message)
  return plan.value
}

const base = {
  id: 'ring',
  name: 'Ring',
  innerRadiusMm: 46,
  outerRadiusMm: 49,
  inlayThicknessMm: 1.6,
  proudMm: 0.2,
  materialId: 'maple',
}

/** Points of a path that are written in full: after M and L. */
function pointsOf(path: string): readonly (readonly [number, number])[] {
  return [...path.matchAll(/[ML](-?[\d.]+) (-?[\d.]+)/g)].map(([, x, y]) => [Number(x), Number(y)])
}

describe('grain', () => {
  test('of arcs lies inside the ring, however many arcs and wherever it is', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 24 }),
        fc.double({ min: 20, max: 100, noNaN: true }),
        fc.double({ min: 1, max: 30, noNaN: true }),
        (arcCount, innerRadiusMm, widthMm) => {
          const outerRadiusMm = innerRadiusMm + widthMm
          const ring = { kind: 'arcs' as const, ...base, innerRadiusMm, outerRadiusMm, arcCount }
          const { grain } = ringPicture(ring, colours)
          for (const [x, y] of pointsOf(grain?.path ?? '')) {
            const radius = Math.hypot(x, y)
            expect(radius).toBeGreaterThan(innerRadiusMm - 1e-3)
            expect(radius).toBeLessThan(outerRadiusMm + 1e-3)
          }
        },
      ),
      { numRuns: 40 },
    )
  })

  test('a line through the middle of a ring of 3 to 5 runs on both sides, one past it does not', () => {
    expect(stretchesInRing(3, 5, 0)).toEqual([
      [-5, -3],
      [3, 5],
    ])
    // 3-4-5: at 4 from the centre the outer half-chord is 3, and the inner circle is not met
    expect(stretchesInRing(3, 5, 4)).toEqual([[-3, 3]])
    expect(stretchesInRing(3, 5, 6)).toEqual([])
  })
})

test('a rope of 0.6 and 0.6 at 45° has its 176 light and 176 dark layers round the ring', () => {
  const ring: RingOf<'strip'> = {
    kind: 'strip',
    ...base,
    stripFamilyId: null,
    weave: { kind: 'rope', lightMm: 0.6, darkMm: 0.6, angleDeg: 45, backed: false },
    overlapRatio: 0.04,
  }
  const { repeatCount } = ropePitch(0.6, 0.6, Math.PI / 4, 47.5)
  const { fills } = ringPicture(ring, colours)
  expect(fills).toHaveLength(2)
  for (const { path } of fills) expect(path.match(/M/g)).toHaveLength(repeatCount)
  // beside a light wood the dark layer is dark, beside a dark wood the light one light
  const [light, dark] = fills.map(({ colour }) => brightness(colour))
  expect(light).toBeGreaterThan(0.7)
  expect(dark).toBeLessThan(0.2)
})

test('straight pieces of shell close on the ring, and every joint is drawn', () => {
  const tenor = example('tenor-ukulele-abalone')
  const shell = tenor.rings.find((ring): ring is RingOf<'shell'> => ring.kind === 'shell')
  if (shell === undefined) throw new Error('the example has a ring of shell')
  const straight = { ...shell, precurved: false }
  const { pieceCount } = divideShell(straight)
  const { fills, joints } = ringPicture(straight, colours)
  const corners = fills.flatMap(({ path }) => pointsOf(path))
  expect(corners).toHaveLength(4 * pieceCount)
  expect(joints.match(/M/g)).toHaveLength(pieceCount)
  // corners of a polygon round a circle stand r/cos(π/N) out; neighbours share them
  const far = Math.max(...corners.map(([x, y]) => Math.hypot(x, y)))
  expect(far).toBeCloseTo(straight.outerRadiusMm / Math.cos(Math.PI / pieceCount), 3)
  const places = new Set(corners.map(([x, y]) => `${x.toFixed(3)} ${y.toFixed(3)}`))
  expect(places.size).toBe(2 * pieceCount)
})

test('colours become lighter and darker and stay colours', () => {
  expect(shade('#808080', 1)).toBe('#ffffff')
  expect(shade('#808080', -1)).toBe('#000000')
  expect(shade('#0a141e', 0)).toBe('#0a141e')
})

describe('the page', () => {
  test('a part of the rosette is its own rectangle at 1:1, without dimensions', () => {
    const windowMm = { minXMm: -10, minYMm: 40, maxXMm: 30, maxYMm: 65 }
    const svg = drawRosetteSvg(example('rope-and-wheat'), colours, { dimensions: true, windowMm })
    expect(svg).toContain('width="40mm" height="25mm" viewBox="-10 -65 40 25"')
    expect(svg).not.toContain('<text')
  })

  test('tile widths, taper, lands and the hidden arc stand in words below', () => {
    const mosaic = drawRosetteSvg(example('classical-mosaic-46'), colours)
    expect(mosaic).toContain('width 6.567 inside, 7.490 in the middle, 8.413 outside')
    expect(mosaic).toContain('faces 3.913°')
    expect(mosaic).toMatch(/Under the fingerboard: 57\.\d° at radius 64\.50/)
    // 3.175 of spruce, less 0.05 of glue room on either side
    expect(drawRosetteSvg(example('steel-string-3-ring'), colours)).toMatch(
      /Wood between Inner lines and Herringbone: 3\.0[78]/,
    )
  })
})
