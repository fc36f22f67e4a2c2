import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { CleanPath } from '#core/drawing/clean-paths.ts'
import { cleanPaths } from '#core/drawing/clean-paths.ts'
import { importDrawing, type ImportOptions } from '#core/drawing/import-drawing.ts'
import { decodeDxf } from '../../src-main/drawings/decode-dxf.ts'
import {
  bytesOf,
  drawingOf,
  dxf,
  fixture,
  FIXTURES,
  imported,
  OPTIONS,
  pathsOf,
} from './import-text.ts'

interface Expected {
  readonly counts: Readonly<Record<string, number>>
  readonly lengthMm: number
  readonly box: readonly number[] | null
}
const EXPECTED = JSON.parse(readFileSync(join(FIXTURES, 'expected.json'), 'utf8')) as Record<
  string,
  Expected
>

type Change = readonly [where: number, how: 'replace' | 'drop' | 'repeat' | 'cut', word: string]

/** Lines with some of the last 900 changed: the entities stand last, and are what should be hit. */
function mutated(lines: readonly string[], changes: readonly Change[]): string {
  const found = [...lines]
  for (const [where, how, word] of changes) {
    const at = Math.max(0, found.length - 1 - (where % Math.min(found.length, 900)))
    if (how === 'replace') found[at] = word
    else if (how === 'drop') found.splice(at, 1)
    else if (how === 'repeat') found.splice(at, 0, found[at] ?? '')
    else found.splice(at)
  }
  return found.join('\n')
}

const only = (text: string, options: Partial<ImportOptions> = {}): CleanPath => {
  const [path] = pathsOf(text, options)
  if (path === undefined) throw new Error('there is no path')
  return path
}

describe('files made and measured with ezdxf', () => {
  test.each(Object.entries(EXPECTED))('%s', (name, { counts, lengthMm, box }) => {
    const { report, drawing } = imported(fixture(name))
    const paths = drawing === null ? [] : cleanPaths(drawing)
    expect(Math.abs(paths.reduce((sum, path) => sum + path.lengthMm, 0) - lengthMm)).toBeLessThan(
      0.001,
    )
    expect(report.censusGaps).toEqual([])
    expect(report.source.faults).toEqual([])
    for (const [type, count] of Object.entries(counts)) {
      const read = report.source.tally.filter((row) => row.type === type && row.fate !== 'ignored')
      expect(read.reduce((sum, row) => sum + row.count, 0)).toBeGreaterThanOrEqual(count)
    }
    const found = Object.values(drawing?.bounds ?? {})
    for (const [side, expected] of (box ?? []).entries()) {
      expect(Math.abs((found[side] ?? Number.NaN) - expected)).toBeLessThan(0.001)
    }
  })

  test('words keep their letters in every code page', () => {
    for (const version of ['R12', 'R2000', 'R2010', 'R2018']) {
      const { notes } = imported(fixture(`blocks-${version}.dxf`)).report
      expect(notes.map(({ text }) => text)).toContain('café')
    }
  })
})

describe('by hand', () => {
  test('a bulge of 1 is half a circle, and counts clockwise where the extrusion looks down', () => {
    const polyline = '0 LWPOLYLINE|8 A|90 2|70 0|10 0|20 0|42 1|10 10|20 0'
    const up = only(dxf(polyline)).path[0]
    expect(up).toMatchObject({
      kind: 'arc',
      centre: { xMm: 5, yMm: 0 },
      rotation: 'counterclockwise',
    })
    const down = only(dxf(`${polyline}|210 0|220 0|230 -1`)).path[0]
    expect(down).toMatchObject({ kind: 'arc', centre: { xMm: -5, yMm: 0 }, rotation: 'clockwise' })
  })

  test('vertex identifiers (91) take no corner away', () => {
    const polyline = '0 LWPOLYLINE|8 A|90 3|70 0|10 0|20 0|91 0|10 3|20 0|91 0|10 3|20 4|91 0'
    expect(only(dxf(polyline)).lengthMm).toBe(7)
  })

  test('a rational quarter circle is one arc of the right radius', () => {
    const spline =
      '0 SPLINE|8 A|70 12|71 2|40 0|40 0|40 0|40 1|40 1|40 1|41 1|41 0.70710678118654752|41 1|10 50|20 0|10 50|20 50|10 0|20 50'
    const { path, lengthMm } = only(dxf(spline))
    expect(path).toHaveLength(1)
    expect(lengthMm).toBeCloseTo(25 * Math.PI, 9)
  })

  test('a block stretched after an inner turn is sheared: (20 cos 30°·2, 20 sin 30°·½) is 35 mm', () => {
    const blocks =
      '0 SECTION|2 BLOCKS|0 BLOCK|2 A|10 0|20 0|0 LINE|8 0|10 0|20 0|11 20|21 0|0 ENDBLK|0 BLOCK|2 B|10 0|20 0|0 INSERT|8 0|2 A|10 0|20 0|50 30|0 ENDBLK|0 ENDSEC'
    const { lengthMm, layer } = only(dxf('0 INSERT|8 TOP|2 B|10 0|20 0|41 2|42 0.5', blocks))
    expect(lengthMm).toBeCloseTo(Math.sqrt(1200 + 25), 9)
    expect(layer).toBe('TOP')
  })

  test('a spline whose control points are all one point is listed as a piece without length', () => {
    const points = '10 5|20 5|10 5|20 5|10 5|20 5|10 5|20 5'
    const drawing = drawingOf(
      dxf(`0 SPLINE|8 A|70 8|71 3|40 0|40 0|40 0|40 0|40 1|40 1|40 1|40 1|${points}`),
    )
    expect(drawing.paths.count).toBe(0)
    expect(drawing.repairs.map(({ kind }) => kind)).toEqual(['zero-length'])
  })

  test('loose lines and arcs become one loop; what was done is listed', () => {
    const drawing = drawingOf(
      dxf(
        [
          '0 LINE|8 A|10 0|20 0|11 10|21 0',
          '0 LINE|8 A|10 0|20 10.0005|11 0|21 0',
          '0 LINE|8 A|10 10|20 10|11 0|21 10',
          '0 ARC|8 A|10 10|20 5|40 5|50 270|51 90',
          '0 LINE|8 A|10 10|20 0|11 0|21 0',
          '0 LINE|8 A|10 3|20 3|11 3|21 3',
        ].join('|'),
      ),
    )
    const paths = cleanPaths(drawing)
    expect(paths).toHaveLength(1)
    expect(paths[0]).toMatchObject({ closed: true, depth: 0 })
    expect(paths[0]?.areaMm2).toBeCloseTo(100 + 12.5 * Math.PI, 2)
    expect(drawing.repairs.map(({ kind }) => kind).sort()).toEqual([
      ...['duplicate', 'gap-closed', 'zero-length'],
    ])
  })

  test('islands run clockwise, a polygon within the tolerance is the circle it stands for', () => {
    const corners = Array.from({ length: 400 }, (_, index) => {
      const rad = (2 * Math.PI * index) / 400
      return `10 ${String(20 * Math.cos(rad))}|20 ${String(20 * Math.sin(rad))}`
    })
    const [outer, inner] = pathsOf(
      dxf(`0 CIRCLE|8 A|10 0|20 0|40 50|0 LWPOLYLINE|8 A|90 400|70 1|${corners.join('|')}`),
      { curveToleranceMm: 0.01 },
    )
    expect([outer?.depth, inner?.depth]).toEqual([0, 1])
    expect(inner?.circle?.radiusMm).toBeCloseTo(20, 9)
    expect(inner?.path).toMatchObject([{ kind: 'arc', rotation: 'clockwise' }])
  })

  test('a loop that begins on the chord of an arc around it lies inside: two stadiums', () => {
    const stadium = (r: number) =>
      `0 LWPOLYLINE|8 A|90 4|70 1|10 -30|20 -${String(r)}|42 0|10 30|20 -${String(r)}|42 1|10 30|20 ${String(r)}|42 0|10 -30|20 ${String(r)}|42 1`
    const paths = pathsOf(dxf(`${stadium(30)}|${stadium(20)}`))
    expect(paths.map(({ depth }) => depth)).toEqual([0, 1])
  })

  test('a figure of eight and ends that nearly meet are told with their place', () => {
    const { drawing } = imported(
      dxf(
        '0 LWPOLYLINE|8 A|90 4|70 1|10 0|20 0|10 10|20 10|10 10|20 0|10 0|20 10|0 LINE|8 B|10 0|20 0|11 5|21 0|0 LINE|8 B|10 5.2|20 0|11 9|21 0',
      ),
    )
    expect(drawing?.doubts).toMatchObject([
      { kind: 'near-miss', at: { xMm: 5.2, yMm: 0 } },
      { kind: 'crossing', at: { xMm: 5, yMm: 5 } },
    ])
  })
})

describe('units', () => {
  const header = (units: number) => `0 SECTION|2 HEADER|9 $INSUNITS|70 ${String(units)}|0 ENDSEC`
  const line = '0 LINE|8 A|10 0|20 0|11 400|21 0'

  test('metres on a drawing 400 wide are doubted, not believed', () => {
    const { report, drawing } = imported(dxf(line, header(6)), { unit: null })
    expect(drawing).toBeNull()
    expect(report.units).toMatchObject({ declared: 'm', declaredSizeMm: 400_000 })
  })

  test('inches that make an instrument are taken', () => {
    const part = '0 LINE|8 A|10 0|20 0|11 4|21 0'
    expect(only(dxf(part, header(1)), { unit: null }).lengthMm).toBeCloseTo(101.6, 9)
  })
})

describe('hostile and broken files', () => {
  test.each([
    ['0,5', 'group 10 is "0,5", which is no number'],
    ['abc', 'group 10 is "abc", which is no number'],
    ['1e999', 'group 10 is "1e999", which is no number'],
  ])('a coordinate of %s leaves that entity out and says so', (value, message) => {
    const { report, drawing } = imported(
      dxf(`0 LINE|8 A|10 ${value}|20 0|11 4|21 0|0 LINE|8 A|10 0|20 0|11 4|21 0`),
    )
    expect(drawing?.paths.count).toBe(1)
    expect(report.source.faults).toMatchObject([{ type: 'LINE', message, line: 10 }])
  })

  test('an angle beyond reason is a fault, and reaches no number that is none', () => {
    const arc = '0 ARC|8 A|10 5|20 5|40 8|50 10|51 -1e308'
    const { report, drawing } = imported(dxf(`${arc}|0 CIRCLE|8 A|10 0|20 0|40 5`))
    expect(drawing?.paths.count).toBe(1)
    expect(report.source.faults).toMatchObject([
      { type: 'ARC', message: 'has an angle of -1e+308 degrees' },
    ])
  })

  test('what is not known is counted by type and layer', () => {
    const { report } = imported(dxf('0 XLINE|8 GUIDES|10 0|20 0|0 LINE|8 A|10 0|20 0|11 4|21 0'))
    expect(report.source.tally).toContainEqual({
      ...{ type: 'XLINE', layer: 'GUIDES', fate: 'ignored', count: 1 },
      reason: 'is of a kind that is not read',
    })
  })

  test('a block within itself, an array of millions and a far point are refused by their limits', () => {
    const own =
      '0 SECTION|2 BLOCKS|0 BLOCK|2 A|10 0|20 0|0 INSERT|8 0|2 A|10 0|20 0|0 ENDBLK|0 ENDSEC'
    const insert = '0 INSERT|8 0|2 A|10 0|20 0'
    const refused = (text: string) => {
      const result = importDrawing(bytesOf(text), OPTIONS)
      return result.ok ? null : result.error
    }
    expect(refused(dxf(insert, own))).toMatchObject({ kind: 'nesting', value: 33 })
    const empty = '0 SECTION|2 BLOCKS|0 BLOCK|2 A|10 0|20 0|0 ENDBLK|0 ENDSEC'
    expect(refused(dxf(`${insert}|70 30000|71 30000`, empty))).toMatchObject({ kind: 'segments' })
    expect(refused(dxf('0 LINE|8 A|10 0|20 0|11 10001|21 0'))).toMatchObject({
      ...{ kind: 'coordinate', valueMm: 10_001, type: 'LINE' },
    })
    expect(importDrawing(bytesOf('hello'), OPTIONS)).toMatchObject({
      ok: false,
      error: { kind: 'not-dxf' },
    })
  })

  test('binary DXF and DWG are told apart', () => {
    const bytes = (text: string) => new TextEncoder().encode(text)
    expect(decodeDxf(bytes('AutoCAD Binary DXF\r\n\u001a\u0000'))).toMatchObject({
      error: { kind: 'binary-dxf' },
    })
    expect(decodeDxf(bytes('AC1032\u0000\u0000'))).toMatchObject({ error: { kind: 'dwg' } })
  })

  test('no mutation of a file makes the importer throw or reach a number that is none', () => {
    const names = Object.keys(EXPECTED)
    const lines = new Map(
      names.map((name) => [name, new TextDecoder('latin1').decode(fixture(name)).split('\n')]),
    )
    const junk = fc.constantFrom(
      '',
      '0',
      '-1',
      '1e308',
      '1e-308',
      'NaN',
      'SEQEND',
      'VERTEX',
      '99',
      '2147483648',
    )
    const change = fc.tuple(
      fc.nat(),
      fc.constantFrom<Change[1][]>('replace', 'drop', 'repeat', 'cut'),
      junk,
    )
    fc.assert(
      fc.property(
        fc.constantFrom(...names),
        fc.array(change, { maxLength: 6 }),
        (name, changes) => {
          const text = mutated(lines.get(name) ?? [], changes)
          const result = importDrawing(bytesOf(text), OPTIONS)
          if (!result.ok) return
          for (const lengthMm of result.value.drawing?.paths.lengthsMm ?? []) {
            expect(Number.isFinite(lengthMm)).toBe(true)
          }
        },
      ),
      { numRuns: 600 },
    )
  })
})
