import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { writeDxfR12 } from '../drawing/write-dxf.ts'
import { writeSvg } from '../drawing/write-svg.ts'
import { pathBounds } from '../geometry/path.ts'
import { parsePlan } from '../rosette/parse-plan.ts'
import type { Plan } from '../rosette/plan.schema.ts'
import { jigSheet } from './jig-sheet.ts'
import { jigsOfPlan } from './registry.ts'

const parsed = parsePlan(readFileSync('data/examples/classical-mosaic-46.json', 'utf8'), 'example')
if (!parsed.ok) throw new Error(parsed.error.message)
const mosaic = parsed.value

function jigOf(plan: Plan, id: string) {
  const offer = jigsOfPlan(plan).find((candidate) => candidate.id === id)
  if (offer === undefined) throw new Error(`no jig ${id}`)
  return offer
}
function figures(id: string): Readonly<Record<string, number>> {
  const { jig } = jigOf(mosaic, id)
  return Object.fromEntries((jig?.figures ?? []).map(({ name, value }) => [name, value]))
}

describe('jigs of the 46-tile mosaic', () => {
  test('the slicing box: slot 0.6, stop 2.0, inside the tile’s outer width and 0.1', () => {
    const box = figures('slicing-box-mosaic')
    expect(box['Slot']).toBe(0.6)
    expect(box['Stop behind the slot']).toBe(2)
    expect(box['Inside width']).toBeCloseTo(8.513, 3)
    expect(box['Side height']).toBeCloseTo(13.6, 12)
  })

  test('the stop pin touches the slice: its edge lies one slice behind the slot’s far face', () => {
    const [, base] = jigOf(mosaic, 'slicing-box-mosaic').jig?.parts ?? []
    const [, , slot, pin] = base?.shapes ?? []
    if (slot === undefined || pin === undefined) throw new Error('no slot, no pin')
    const pinBox = pathBounds(pin.path)
    const slotBox = pathBounds(slot.path)
    if (pinBox === null || slotBox === null) throw new Error('no outline')
    expect(pinBox.minXMm - slotBox.maxXMm).toBeCloseTo(2, 9)
  })

  test('the taper sled: a column loses 0.123 mm over 13.5 mm, 0.5225 degrees', () => {
    const sled = figures('taper-sled-mosaic')
    expect(sled['Rise over the strip']).toBeCloseTo(0.123, 3)
    expect(sled['Angle']).toBeCloseTo(0.5225, 3)
    expect(sled['Width at the outer edge']).toBeCloseTo(0.561, 3)
    expect(sled['Width at the inner edge']).toBeCloseTo(0.438, 3)
    expect(sled['Sled length at least']).toBeCloseTo(162, 9)
  })

  test('a whole-log taper takes half of the tile’s taper off each face', () => {
    const rings = mosaic.rings.map((ring) =>
      ring.kind === 'tile' ? { ...ring, taper: 'log' as const } : ring,
    )
    const { jig } = jigOf({ ...mosaic, rings }, 'taper-sled-mosaic')
    const rise = jig?.figures.find(({ name }) => name === 'Rise over the strip')?.value
    // golden row: outer 8.413 less inner 6.567
    expect(rise).toBeCloseTo((8.413 - 6.567) / 2, 3)
  })

  test('the form: a disc of the inner diameter, pins that touch the outside', () => {
    const form = figures('ring-form')
    expect(form['Disc']).toBe(90)
    const { jig } = jigOf(mosaic, 'ring-form')
    const pins = jig?.parts[1]?.shapes.filter(({ layer }) => layer === 'PIN').slice(1) ?? []
    expect(pins).toHaveLength(12)
    for (const { path } of pins) {
      const [arc] = path
      if (arc?.kind !== 'arc') throw new Error('a pin is a circle')
      const { centre, from } = arc
      const radiusMm = from.xMm - centre.xMm
      expect(Math.hypot(centre.xMm, centre.yMm) - radiusMm).toBeCloseTo(64.5, 9)
    }
  })

  test('the mock channel has the planned widths and four fits beside each', () => {
    const mock = figures('mock-channel')
    expect(mock['Mosaic, planned']).toBeCloseTo(13.6, 9)
    expect(mock['Mosaic, −0.05']).toBeCloseTo(13.55, 9)
    expect(mock['Mosaic, +0.10']).toBeCloseTo(13.7, 9)
    expect(Object.keys(mock)).toHaveLength(15)
  })
})

test('what has not been measured is not drawn, and the jig says what is missing', () => {
  const blunt = { ...mosaic, stock: { ...mosaic.stock, kerfMm: null } }
  expect(jigOf(blunt, 'slicing-box-mosaic')).toMatchObject({
    jig: null,
    missing: 'the kerf of the saw has not been measured',
  })
})

describe('files of a jig', () => {
  const { jig } = jigOf(mosaic, 'ring-form')
  if (jig === null) throw new Error('no form')
  const sheet = jigSheet(jig)

  test('R12 keeps circles as circles, names the layers, and is plain ASCII', () => {
    const dxf = writeDxfR12(sheet)
    expect(dxf).toMatch(/^ {2}0\nSECTION\n {2}2\nHEADER\n {2}9\n\$ACADVER\n {2}1\nAC1009\n/)
    expect(dxf.match(/\nCIRCLE\n/g)).toHaveLength(17)
    expect(dxf).not.toMatch(/LWPOLYLINE|ARC\n/)
    expect(dxf).toMatch(/^[\x20-\x7e\n]*$/)
    for (const layer of ['CUT', 'PIN', 'ENGRAVE']) expect(dxf).toContain(`\n  2\n${layer}\n`)
    expect(dxf.endsWith('  0\nEOF\n')).toBe(true)
    expect(writeDxfR12(jigSheet(jig))).toBe(dxf)
  })

  test('the SVG is in mm at 1:1 with arcs as arcs', () => {
    const svg = writeSvg(sheet)
    const [, width, unit] = /width="([\d.]+)(mm)"/.exec(svg) ?? []
    expect(unit).toBe('mm')
    const [, viewWidth] = /viewBox="[-\d.]+ [-\d.]+ ([\d.]+) /.exec(svg) ?? []
    expect(width).toBe(viewWidth)
    expect(svg).toMatch(/A45 45 0 1 0/)
    expect(svg).toContain('<g id="PIN"')
  })

  test('an arc that runs clockwise is turned round for DXF, with the same ends', () => {
    const centre = { xMm: 0, yMm: 0 }
    const dxf = writeDxfR12({
      ...sheet,
      labels: [{ layer: 'CUT', at: centre, heightMm: 3, text: 'Ø 90' }],
      shapes: [
        {
          layer: 'CUT',
          path: [
            {
              kind: 'arc',
              from: { xMm: 0, yMm: 10 },
              to: { xMm: 10, yMm: 0 },
              centre,
              rotation: 'clockwise',
            },
          ],
        },
      ],
    })
    expect(dxf).toContain(' 50\n0\n 51\n90\n')
    expect(dxf).toContain('\\U+00D8 90')
  })
})

test('an outline that was taken from a drawing is a jig of its own, cut as drawn', () => {
  const point = (xMm: number, yMm: number) => ({ xMm, yMm })
  const [a, b, c] = [point(0, 0), point(40, 0), point(0, 30)]
  const path = [
    { kind: 'line', from: a, to: b },
    { kind: 'line', from: b, to: c },
    { kind: 'line', from: c, to: a },
  ] as const
  const drawn = { id: 'jig-outline-1', name: 'Body mould', clearanceMm: 0, path: [...path] }
  const from = { sha256: 'a'.repeat(64), pathNumber: 4 }
  const plan: Plan = { ...mosaic, drawnPaths: [{ ...drawn, use: 'jig-outline', from }] }
  const { jig } = jigOf(plan, 'jig-outline-1')
  // a 3-4-5 triangle: 40 wide, 30 high, 120 round
  expect(jig?.figures.map(({ value }) => value)).toEqual([40, 30, 120])
  expect(jig?.parts[0]?.shapes).toEqual([{ layer: 'CUT', path: [...path] }])
  const pocket: Plan = { ...mosaic, drawnPaths: [{ ...drawn, use: 'pocket', from }] }
  expect(jigsOfPlan(pocket)).toHaveLength(jigsOfPlan(mosaic).length)
})
