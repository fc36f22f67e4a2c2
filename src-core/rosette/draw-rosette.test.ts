import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { drawRosetteSvg } from './draw-rosette.ts'
import { parsePlan } from './parse-plan.ts'
import { recipeOf } from './recipe.ts'

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

test('the recipe of the mosaic: a log of 142 mm for 51 slices, every column tapered', () => {
  const { rings, missing } = recipeOf(example('classical-mosaic-46'))
  expect(missing).toEqual([])
  expect(rings.map((ring) => ring.kind)).toEqual(['strip', 'tile', 'strip'])
  const mosaic = rings[1]
  if (mosaic?.kind !== 'tile') throw new Error('the second ring is the mosaic')
  expect(mosaic).toMatchObject({ sliceCount: 51, rowCount: 27, columns: 15, taper: 'column' })
  expect(mosaic.logLengthMm).toBeCloseTo(142, 9)
  expect(mosaic.taperAngleDeg).toBeCloseTo(0.5225, 4)
})

test('the herringbone of the steel string must be pre-formed: it strains 5 %', () => {
  const herringbone = recipeOf(example('steel-string-3-ring')).rings[1]
  if (herringbone === undefined || herringbone.kind === 'tile') throw new Error('no herringbone')
  expect(herringbone.bendingStrain).toBeCloseTo(0.05, 3)
  expect(herringbone.bending).toBe('pre-form')
})

test('rings that are not measured have no recipe and are named', () => {
  expect(recipeOf(example('measure-first'))).toEqual({
    rings: [],
    missing: ['Inner lines', 'Mosaic', 'Outer lines'],
  })
})
