import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { inflateSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { jigsOfPlan } from '../../src-core/jigs/registry.ts'
import { parsePlan } from '../../src-core/rosette/parse-plan.ts'
import { jigPdf, type MeasuredBars, type Paper } from '../../src-main/jigs/jig-pdf.ts'

const ROOT = join(import.meta.dirname, '../..')
const path = join(ROOT, 'data/examples/classical-mosaic-46.json')
const plan = parsePlan(readFileSync(path, 'utf8'), path)
if (!plan.ok) throw new Error(plan.error.message)
const jigs = jigsOfPlan(plan.value)

function pdfOf(id: string, paper: Paper, measured: MeasuredBars | null = null): Uint8Array {
  const jig = jigs.find((candidate) => candidate.id === id)?.jig
  if (jig == null) throw new Error(`no jig ${id}`)
  const pdf = jigPdf(jig, { paper, measured, planName: 'Mosaic' })
  if (!(pdf instanceof Uint8Array)) throw new Error(`${pdf.part} does not fit`)
  return pdf
}

/** Every straight line of the pages, mm on paper; jsPDF writes points and one operator a line. */
function linesOf(pdf: Uint8Array): readonly (readonly [number, number, number, number])[] {
  const text = Buffer.from(pdf).toString('latin1')
  const streams = [...text.matchAll(/stream\r?\n([\s\S]*?)\r?\nendstream/g)].map(([, body]) =>
    inflateSync(Buffer.from(body ?? '', 'latin1')).toString('latin1'),
  )
  const mm = (value: string | undefined) => (Number(value) * 25.4) / 72
  const line = /([-\d.]+) ([-\d.]+) m\s+([-\d.]+) ([-\d.]+) l/g
  return streams.flatMap((stream) =>
    [...stream.matchAll(line)].map(([, a, b, c, d]) => [mm(a), mm(b), mm(c), mm(d)] as const),
  )
}

/** Lengths of the level and the upright lines. */
function lengths(pdf: Uint8Array) {
  const lines = linesOf(pdf)
  const level = lines.filter(([, y1, , y2]) => Math.abs(y1 - y2) < 1e-6)
  const upright = lines.filter(([x1, , x2]) => Math.abs(x1 - x2) < 1e-6)
  return {
    across: level.map(([x1, , x2]) => Math.abs(x2 - x1)),
    up: upright.map(([, y1, , y2]) => Math.abs(y2 - y1)),
  }
}

test.each(['A4', 'Letter'] as const)(
  'on %s both bars are 100 mm and the board is to scale',
  (paper) => {
    for (const { id } of jigs) {
      const { across, up } = lengths(pdfOf(id, paper))
      expect(across.some((mm) => Math.abs(mm - 100) < 0.01)).toBe(true)
      expect(up.some((mm) => Math.abs(mm - 100) < 0.01)).toBe(true)
    }
    // the form's board: 2 · (64.5 + 3.175 + 12) = 159.35 mm
    const { across, up } = lengths(pdfOf('ring-form', paper))
    expect(across.some((mm) => Math.abs(mm - 159.35) < 0.01)).toBe(true)
    expect(up.some((mm) => Math.abs(mm - 159.35) < 0.01)).toBe(true)
  },
)

test('bars that came out at 99.4 and 100.3 are drawn so that they come out at 100', () => {
  const { across, up } = lengths(pdfOf('ring-form', 'A4', { xMm: 99.4, yMm: 100.3 }))
  const printed = { across: across.map((mm) => mm * 0.994), up: up.map((mm) => mm * 1.003) }
  expect(printed.across.some((mm) => Math.abs(mm - 100) < 0.02)).toBe(true)
  expect(printed.up.some((mm) => Math.abs(mm - 100) < 0.02)).toBe(true)
})

test('the same jig gives the same bytes', () => {
  expect(pdfOf('mock-channel', 'A4')).toEqual(pdfOf('mock-channel', 'A4'))
})

test('a part larger than the paper is refused with its size', () => {
  const form = jigs.find(({ id }) => id === 'ring-form')?.jig
  if (form == null) throw new Error('no form')
  const part = form.parts[1]
  if (part === undefined) throw new Error('no board')
  const [board] = part.shapes
  if (board === undefined) throw new Error('no outline')
  const wide = { ...board, path: board.path.map((s) => ({ ...s, from: { xMm: -300, yMm: 0 } })) }
  const refused = jigPdf(
    { ...form, parts: [{ ...part, shapes: [wide] }] },
    { paper: 'A4', measured: null, planName: 'Mosaic' },
  )
  expect(refused).toMatchObject({ part: 'Board', roomWidthMm: 190 })
})
