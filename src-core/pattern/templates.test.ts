import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { mirrorInOut, mirrorLeftRight } from './arrange.ts'
import { columnCountOf, columnKeys, rowCountOf } from './grid.ts'
import { patternSchema } from './pattern.schema.ts'
import {
  fitTemplate,
  patternOfTemplate,
  templateOf,
  templateRoleAt,
  TEMPLATES,
  templateValues,
} from './template-pattern.ts'
import {
  type Template,
  TEMPLATE_IDS,
  type TemplateId,
  type TemplateValues,
} from './templates/template.ts'

/** Any values a template allows, as long as the edges leave rows and the tile has at most 200 columns. */
function anyValues(template: Template): fc.Arbitrary<TemplateValues> {
  const choices = template.parameters.map(({ id, min, max, step }) =>
    fc.integer({ min: 0, max: Math.floor((max - min) / step) }).map((n) => [id, min + n * step]),
  )
  return fc
    .tuple(...choices)
    .map((entries) => templateValues(template, Object.fromEntries(entries) as object))
    .filter(({ rows, edgeRows }) => rows > 2 * edgeRows)
    .filter((values) => values.repeats * template.repeatColumns(values) <= 200)
}

const anyTemplate = fc
  .constantFrom(...TEMPLATES)
  .chain((template) => anyValues(template).map((values) => ({ template, values })))

function must(template: Template, values: Partial<TemplateValues>) {
  const pattern = patternOfTemplate(template, { values })
  if (!pattern.ok) throw new Error(`${pattern.error.place} ${pattern.error.message}`)
  return pattern.value
}

function refusal(id: TemplateId, values: Partial<TemplateValues>): string {
  const pattern = patternOfTemplate(templateOf(id), { values })
  return pattern.ok ? 'accepted' : `${pattern.error.place} ${pattern.error.message}`
}

test('there is one template for each id, and its defaults make a valid pattern', () => {
  expect(TEMPLATES.map(({ id }) => id)).toEqual([...TEMPLATE_IDS])
  for (const template of TEMPLATES) {
    expect(patternSchema.safeParse(must(template, {})).success, template.id).toBe(true)
  }
})

describe('the joint between two tiles', () => {
  test('lies anywhere: the picture goes on over it as it goes on inside the tile', () => {
    fc.assert(
      fc.property(anyTemplate, ({ template, values }) => {
        const tile = must(template, values)
        expect(patternSchema.safeParse(tile).success).toBe(true)
        const columns = columnCountOf(tile)
        // drawn on from the last column on, the template shows the tile's first columns again
        for (let row = 0; row < rowCountOf(tile); row += 1) {
          for (const column of [0, 1, columns - 1]) {
            const here = templateRoleAt(template, values, row, column)
            expect(templateRoleAt(template, values, row, column + columns)).toBe(here)
            expect(templateRoleAt(template, values, row, column - columns)).toBe(here)
          }
        }
      }),
      { numRuns: 300 },
    )
  })

  test('never cuts a repeat: a tile of three repeats is three times the tile of one', () => {
    fc.assert(
      fc.property(anyTemplate, ({ template, values }) => {
        const repeatColumns = template.repeatColumns(values)
        fc.pre(3 * repeatColumns <= 200)
        const one = must(template, { ...values, repeats: 1 })
        const three = must(template, { ...values, repeats: 3 })
        expect(columnCountOf(one)).toBe(repeatColumns)
        for (const [index, row] of three.rows.entries())
          expect(row).toBe(one.rows[index]?.repeat(3))
      }),
      { numRuns: 200 },
    )
  })

  test('a rope strand leans by the same steps over the joint', () => {
    const tile = must(templateOf('rope'), { strandWidth: 3, lean: 7, rows: 9, edgeRows: 1 })
    // at 45 degrees each row is the row below moved by one column, round the joint too
    for (let row = 2; row < 8; row += 1) {
      const below = tile.rows[row - 1] ?? ''
      expect(tile.rows[row]).toBe(below.slice(-1) + below.slice(0, -1))
    }
  })
})

describe('the forms', () => {
  test('diamond and celtic are the same left and right, herringbone inside and outside', () => {
    const diamond = must(templateOf('diamond'), {})
    expect(mirrorLeftRight(diamond).rows).toEqual(diamond.rows)
    expect(mirrorInOut(diamond).rows).toEqual(diamond.rows)
    const herringbone = must(templateOf('herringbone'), { rows: 14, stagger: 0 })
    expect(mirrorInOut(herringbone).rows).toEqual(herringbone.rows)
  })

  test('a ladder of rungs 2 and gaps 3 is plain to see', () => {
    const values = { rows: 5, edgeRows: 0, railRows: 1, strandWidth: 2, gapWidth: 3 }
    expect(must(templateOf('ladder'), values).rows).toEqual([
      'BBBBB',
      'AACCC',
      'AACCC',
      'AACCC',
      'BBBBB',
    ])
  })

  test('a chevron climbs one row a column and comes down again', () => {
    const values = { rows: 4, edgeRows: 0, armWidth: 3, rise: 3, bandRows: 2, bands: 2 }
    const tile = must(templateOf('chevron'), values)
    expect(tile.rows).toEqual(['ABBABB', 'AABBBA', 'BAABAA', 'BBAAAB'])
  })

  test('of two plaited strands each lies over at one crossing and under at the next', () => {
    const plait = templateOf('celtic')
    const values = templateValues(plait, { rows: 21, waveLength: 32 })
    // strand 1 starts outside, strand 2 inside; they cross a quarter and three quarters of the way
    expect(templateRoleAt(plait, values, 10, 8)).toBe('strand-2')
    expect(templateRoleAt(plait, values, 10, 24)).toBe('strand-1')
  })

  test('the phase turns the picture and changes nothing else', () => {
    const still = must(templateOf('wave'), {})
    const turned = must(templateOf('wave'), { phase: 5 })
    expect(columnKeys(turned, 0)).toBe(columnKeys(still, 5))
  })
})

describe('closing on a ring', () => {
  test('the shipped mosaic: 15 columns of half a millimetre close in 46 tiles', () => {
    const diamond = templateOf('diamond')
    const values = templateValues(diamond, { halfWidth: 7 })
    const fit = fitTemplate(diamond, values, {
      middleRadiusMm: 54.75,
      columnWidthMm: 0.5,
      evenTileCount: false,
    })
    expect(fit).toMatchObject({ tileCount: 46, columns: 15, repeatCount: 46 })
    // 2π·54.75 / 46 = 7.47836, of 7.5 asked
    expect(fit.closedPitchMm).toBeCloseTo(7.47836, 5)
    expect(fit.changeRatio).toBeCloseTo(-0.0029, 4)
  })

  test('whole tiles of whole repeats make exactly one turn, never fewer than four', () => {
    const anyRing = fc.record({
      middleRadiusMm: fc.double({ min: 20, max: 200, noNaN: true }),
      columnWidthMm: fc.double({ min: 0.2, max: 3, noNaN: true }),
      evenTileCount: fc.boolean(),
    })
    fc.assert(
      fc.property(anyTemplate, anyRing, ({ template, values }, ring) => {
        const fit = fitTemplate(template, values, ring)
        expect(fit.tileCount).toBeGreaterThanOrEqual(4)
        expect(Number.isInteger(fit.tileCount)).toBe(true)
        if (ring.evenTileCount) expect(fit.tileCount % 2).toBe(0)
        expect(fit.tileCount * values.repeats).toBe(fit.repeatCount)
        const turnMm = fit.tileCount * fit.columns * fit.columnWidthMm
        expect(turnMm / (2 * Math.PI * ring.middleRadiusMm)).toBeCloseTo(1, 12)
        expect(fit.closedPitchMm / fit.pitchMm - 1).toBeCloseTo(fit.changeRatio, 12)
      }),
    )
  })
})

describe('refusals name the parameter, the value and the limit', () => {
  test.each([
    ['rope', { rows: 2 }, 'rows 2 is below the limit 3'],
    ['rope', { strands: 5 }, 'strands 5 is above the limit 4'],
    ['rope', { strandWidth: 2.5 }, 'strandWidth 2.5 is not a whole number'],
    ['rope', { direction: 0 }, 'direction 0 is not -1 and a multiple of 2'],
    ['rope', { rows: 6, edgeRows: 3 }, 'edgeRows 3 on both sides leave nothing of 6 rows'],
    ['wave', { waveLength: 120, repeats: 2 }, 'columns 240 is above the limit 200'],
  ] as const)('%s %j', (id, values, sentence) => {
    expect(refusal(id, values)).toBe(sentence)
  })
})
