import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type CleanPath, cleanPaths } from '#core/drawing/clean-paths.ts'
import { drawingSheet } from '#core/drawing/drawing-sheet.ts'
import { writeDxfR2000 } from '#core/drawing/write-dxf-r2000.ts'
import { writeDxfR12 } from '#core/drawing/write-dxf.ts'
import { writeSvg } from '#core/drawing/write-svg.ts'
import { rmos, scratchFolder } from '../cli/rmos-process.ts'
import { drawingOf, fixture, pathsOf } from './import-text.ts'

const FILES = ['curves-R12', 'curves-R2018', 'blocks-R2010', 'hatch-R2000', 'junk-R2010']
const WRITERS = [
  ['R12', writeDxfR12],
  ['R2000', writeDxfR2000],
] as const
/** Nothing is repaired when a drawing that was cleaned comes back. */
const AS_IT_IS = { repairsOff: ['turned', 'circle', 'duplicate'], unit: null } as const

/** Where each piece of a path begins and ends, and its centre; of a circle the centre and radius. */
function numbers({ path, circle }: CleanPath): readonly number[] {
  // a circle begins nowhere
  if (circle !== null) return [circle.centre.xMm, circle.centre.yMm, circle.radiusMm]
  return path.flatMap((segment) => {
    const { from, to } = segment
    const centre = segment.kind === 'arc' ? segment.centre : from
    return [from.xMm, from.yMm, to.xMm, to.yMm, centre.xMm, centre.yMm]
  })
}

function farthestMm(before: readonly CleanPath[], after: readonly CleanPath[]): number {
  return before.reduce((most, path, index) => {
    const again = after[index]
    const found = again === undefined ? [] : numbers(again)
    const off = numbers(path).map((value, at) => Math.abs(value - (found[at] ?? Number.NaN)))
    return Math.max(most, ...off)
  }, 0)
}

/** Closed paths come back as they are; pieces of an open one come back one by one. */
const closedOnly = (paths: readonly CleanPath[]) => paths.filter(({ closed }) => closed)

describe('a drawing that is written and read again', () => {
  for (const [version, write] of WRITERS) {
    test.each(FILES)(`%s as ${version} is the same within 1e-6 mm`, (name) => {
      const drawing = drawingOf(fixture(`${name}.dxf`), { unit: 'mm' })
      const before = cleanPaths(drawing)
      const again = pathsOf(write(drawingSheet(drawing, name)), AS_IT_IS)
      expect(closedOnly(again)).toHaveLength(closedOnly(before).length)
      expect(farthestMm(closedOnly(before), closedOnly(again))).toBeLessThan(1e-6)
      const lengthMm = (paths: readonly CleanPath[]) =>
        paths.reduce((sum, path) => sum + path.lengthMm, 0)
      expect(Math.abs(lengthMm(again) - lengthMm(before))).toBeLessThan(1e-6)
    })
  }

  test('an arc stays an arc in SVG, and the picture is as large as the drawing and its margin', () => {
    const drawing = drawingOf(fixture('curves-R12.dxf'))
    const svg = writeSvg(drawingSheet(drawing, 'curves'))
    expect(svg).toMatch(/A20 20 0 /)
    const { minXMm = 0, maxXMm = 0 } = drawing.bounds ?? {}
    const width = Number(/width="([\d.]+)mm"/.exec(svg)?.[1])
    expect(width).toBeCloseTo(maxXMm - minXMm + 4, 5)
  })

  test('layer 0, names with blanks and names that become alike have layers of their own', () => {
    const circle = (layer: string, x: number) =>
      `0\nCIRCLE\n8\n${layer}\n10\n${String(x)}\n20\n0\n40\n5\n`
    const text = `0\nSECTION\n2\nENTITIES\n${circle('0', 0)}${circle('A B', 20)}${circle('A/B', 40)}0\nENDSEC\n0\nEOF\n`
    const sheet = drawingSheet(drawingOf(text), 'names')
    expect(sheet.layers.map(({ name }) => name)).toEqual(['DRAWING', 'A_B', 'A_B_2'])
  })
})

describe('rmos dxf export', () => {
  let folder: ReturnType<typeof scratchFolder>
  beforeEach(() => {
    folder = scratchFolder()
  })
  afterEach(() => {
    folder.remove()
  })

  test('writes the rings, channels and joints of a plan by the names of their layers', async () => {
    const output = join(folder.path, 'rosette.dxf')
    const plan = 'data/examples/classical-mosaic-46.json'
    const { code, stderr } = await rmos(folder.path, 'dxf', 'export', plan, '-o', output)
    expect([code, stderr]).toEqual([0, ''])
    const paths = pathsOf(readFileSync(output), {
      ...AS_IT_IS,
      repairsOff: ['turned', 'duplicate'],
    })
    const on = (layer: string) => paths.filter((path) => path.layer === layer)
    expect(on('SOUNDHOLE').map(({ circle }) => circle?.radiusMm)).toEqual([42])
    expect(on('CHANNEL_INNER').map(({ circle }) => circle?.radiusMm)).toEqual([44.95, 47.95, 61.45])
    expect(on('TILES')).toHaveLength(46)
    expect(on('RINGS').every(({ circle }) => circle !== null)).toBe(true)
  })

  test('says what is wrong with its words, and asks for the unit of a drawing', async () => {
    const drawing = 'tests/drawing/fixtures/curves-R12.dxf'
    const to = (name: string) => ['-o', join(folder.path, name)] as const
    const wrong = await rmos(folder.path, 'dxf', 'export', drawing, ...to('a.pdf'))
    expect([wrong.code, wrong.stderr]).toEqual([
      64,
      expect.stringContaining('neither .dxf nor .svg'),
    ])
    const version = await rmos(
      folder.path,
      'dxf',
      'export',
      drawing,
      ...to('a.dxf'),
      '--dxf',
      'R14',
    )
    expect(version.code).toBe(64)
    const good = await rmos(folder.path, 'dxf', 'export', drawing, ...to('a.svg'), '--units', 'mm')
    expect(good.code).toBe(0)
  })
})
