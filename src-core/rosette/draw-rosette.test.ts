import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { drawRosetteSvg } from './draw-rosette.ts'
import { parsePlan } from './parse-plan.ts'

function example(name: string) {
  const plan = parsePlan(readFileSync(`data/examples/${name}.json`, 'utf8'), name)
  if (!plan.ok) throw new Error(plan.error.message)
  return plan.value
}
const colours = { top: '#ead3a0', byMaterialId: {}, other: '#888888' }

test('the drawing is 1:1 in mm, with every tile joint and a diameter for every circle', () => {
  const svg = drawRosetteSvg(example('classical-mosaic-46'), colours)
  const size = /width="([\d.]+)mm" height="([\d.]+)mm" viewBox="\S+ \S+ ([\d.]+) ([\d.]+)"/.exec(
    svg,
  )
  expect(size?.slice(1, 3)).toEqual(size?.slice(3, 5))
  const joints = /class="joints"[^>]* d="([^"]*)"/.exec(svg)?.[1] ?? ''
  const ends = [...joints.matchAll(/M(\S+) (\S+?)L(\S+) (\S+?)(?=M|$)/g)]
  expect(ends).toHaveLength(46)
  for (const [, x0, y0, x1, y1] of ends) {
    expect(Math.hypot(Number(x0), Number(y0))).toBeCloseTo(48, 3)
    expect(Math.hypot(Number(x1), Number(y1))).toBeCloseTo(61.5, 3)
  }
  for (const diameter of ['84.00', '90.00', '96.00', '123.00', '129.00']) {
    expect(svg).toContain(`Ø ${diameter}`)
  }
})

test('the same plan draws the same bytes, and markup in a name stays text', () => {
  const plan = { ...example('classical-mosaic-46'), name: 'A <b> & c' }
  expect(drawRosetteSvg(plan, colours)).toBe(drawRosetteSvg(plan, colours))
  expect(drawRosetteSvg(plan, colours)).toContain('<title>A &lt;b&gt; &amp; c</title>')
})

test('a plan without a fingerboard width draws none', () => {
  expect(drawRosetteSvg(example('measure-first'), colours)).not.toContain('class="fingerboard"')
})

test('paths from a drawing are drawn with true arcs, by their use; a whole circle as two halves', () => {
  const point = (xMm: number, yMm: number) => ({ xMm, yMm })
  const centre = point(100, 0)
  const turn = { kind: 'arc', centre, rotation: 'counterclockwise' } as const
  const from = { sha256: 'a'.repeat(64), pathNumber: 1 }
  const plan = {
    ...example('classical-mosaic-46'),
    drawnPaths: [
      {
        ...{ id: 'keep-out-1', name: 'Clamp', use: 'keep-out' as const, clearanceMm: 3, from },
        path: [{ ...turn, from: point(105, 0), to: point(105, 0) }],
      },
    ],
  }
  const svg = drawRosetteSvg(plan, colours)
  expect(svg).toContain('data-drawn="keep-out-1" data-use="keep-out"')
  expect(svg).toContain('d="M105 0A5 5 0 0 1 95 0A5 5 0 0 1 105 0Z"><title>Clamp</title>')
})
