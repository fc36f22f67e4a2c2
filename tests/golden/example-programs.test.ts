import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { checkProgram } from '#core/gcode/check-program.ts'
import { GRBL_1_1 } from '#core/gcode/program-check.ts'
import { type Machine, machineSchema } from '#core/library/machine.schema.ts'
import { type Tool, toolSchema } from '#core/library/tool.schema.ts'
import { printProgram } from '#core/posts/print-program.ts'
import { postSchema } from '#core/posts/post.schema.ts'
import { verifyPosted } from '#core/posts/verify-posted.ts'
import { parsePlan } from '#core/rosette/parse-plan.ts'
import { planToolpaths } from '#core/toolpath/plan-toolpaths.ts'

function data(path: string): unknown {
  return JSON.parse(readFileSync(new URL(`../../data/${path}`, import.meta.url), 'utf8'))
}

const PROFILE = postSchema.parse(data('posts/grbl.json'))
const TOOLS: readonly Tool[] = toolSchema.array().parse(data('library/tools.json'))
const MACHINES: readonly Machine[] = machineSchema.array().parse(data('library/machines.json'))

function found<T extends { readonly id: string }>(records: readonly T[], id: string): T {
  const record = records.find((candidate) => candidate.id === id)
  if (record === undefined) throw new Error(`no record ${id}`)
  return record
}

/** The shipped example's programs, printed. */
function printed() {
  const parsed = parsePlan(JSON.stringify(data('examples/classical-mosaic-46.json')), 'example')
  if (!parsed.ok) throw new Error(parsed.error.message)
  const plan = parsed.value
  const machine = found(MACHINES, plan.cutting.machineId)
  const tool = found(TOOLS, plan.cutting.toolId)
  return planToolpaths(plan, tool, machine).map((program) => {
    const result = printProgram(program, { profile: PROFILE, planName: plan.name, machine })
    if (!result.ok) throw new Error(result.error.kind)
    return { program, machine, text: result.value.text }
  })
}

describe('the 46-tile example', () => {
  const programs = printed()

  test('is posted as one program a stage, the soundhole last, with the same bytes each time', () => {
    expect(programs.map(({ program }) => program.stage).at(-1)).toBe('soundhole')
    expect(printed().map(({ text }) => text)).toEqual(programs.map(({ text }) => text))
  })

  test.each(programs)(
    '$program.id is the plan, is clean on a controller, and turns in arcs',
    (posted) => {
      const { program, machine, text } = posted
      expect(verifyPosted(program, text, { machine, profile: PROFILE }).failures).toEqual([])
      const report = checkProgram(text, { profile: GRBL_1_1, machine })
      expect(report).toMatchObject({ verdict: 'clean', findings: [] })
      const { lengthsMm } = report.measure
      // a ring cut in chords would have its length in lines
      expect(lengthsMm.arc).toBeGreaterThan(30 * lengthsMm.line)
      expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(79)
    },
  )
})
