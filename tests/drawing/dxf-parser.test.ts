import DxfParser from 'dxf-parser'
import { describe, expect, test } from 'vitest'
import { madeDrawing } from '../bench/dxf-files.ts'
import { dxf, imported, pathsOf } from './import-text.ts'

/**
 * dxf-parser as a second opinion. It is no part of the product: its scanner makes a string of every line,
 * it drops what the tests below the first show, and one value it does not expect costs the whole file.
 */
function second(text: string) {
  return new DxfParser().parseSync(text)
}

describe('what dxf-parser reads right is read alike', () => {
  test('entities of a made drawing: as many of each kind on each layer', () => {
    const text = madeDrawing('plain', 200_000)
    const counts = new Map<string, number>()
    for (const { type, layer } of second(text)?.entities ?? []) {
      const key = `${type} ${layer}`
      counts.set(key, (counts.get(key) ?? 0) + 1)
    }
    const { tally } = imported(text).report.source
    const own = new Map(tally.map(({ type, layer, count }) => [`${type} ${layer}`, count]))
    expect(own).toEqual(new Map([...counts].sort(([a], [b]) => (a < b ? -1 : 1))))
  })

  test('corners of a line', () => {
    const text = dxf('0 LINE|8 A|10 1.25|20 -2.5|11 4e1|21 0.1')
    const [line] = second(text)?.entities ?? []
    expect(line).toMatchObject({
      vertices: [
        { x: 1.25, y: -2.5 },
        { x: 40, y: 0.1 },
      ],
    })
    expect(pathsOf(text)[0]?.path[0]).toMatchObject({
      ...{ from: { xMm: 1.25, yMm: -2.5 }, to: { xMm: 40, yMm: 0.1 } },
    })
  })
})

describe('what dxf-parser loses is read here', () => {
  test('corners with identifiers (91): it keeps the last only', () => {
    const text = dxf('0 LWPOLYLINE|8 A|90 3|70 0|10 0|20 0|91 0|10 3|20 0|91 0|10 3|20 4|91 0')
    expect(second(text)?.entities[0]).toMatchObject({ vertices: { length: 1 } })
    expect(pathsOf(text)[0]?.lengthMm).toBe(7)
  })

  test('a circle seen from below lies on the other side: it forgets the extrusion', () => {
    const text = dxf('0 CIRCLE|8 A|10 10|20 0|40 5|210 0|220 0|230 -1')
    expect(second(text)?.entities[0]).not.toHaveProperty('extrusionDirection')
    expect(pathsOf(text)[0]?.circle).toMatchObject({ centre: { xMm: -10 }, radiusMm: 5 })
  })

  test('a hatch: it has none', () => {
    const text = dxf('0 HATCH|8 A|91 1|92 2|72 0|73 1|93 3|10 0|20 0|10 10|20 0|10 0|20 10|97 0')
    expect(second(text)?.entities).toEqual([])
    expect(pathsOf(text)[0]?.areaMm2).toBe(50)
  })
})
