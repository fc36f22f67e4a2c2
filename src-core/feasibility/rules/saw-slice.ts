import type { Finding } from '../finding.ts'
import { gradeAtLeast, mmText } from '../grading.ts'
import { sawOperationsOf, type SawOperation } from '../saw-operation.ts'
import type { Rule } from '../rule.ts'

/** End grain thinner than this crumbles, and than that is dust, mm. */
const GREEN_END_GRAIN_MM = 0.8
const RED_END_GRAIN_MM = 0.5

interface Least {
  readonly greenMm: number
  readonly redMm: number
  readonly why: string
}

function least(cut: SawOperation['cut'], kerfMm: number): Least {
  return cut === 'end-grain'
    ? {
        greenMm: Math.max(kerfMm / 2, GREEN_END_GRAIN_MM),
        redMm: RED_END_GRAIN_MM,
        why: 'thinner end grain crumbles',
      }
    : {
        greenMm: kerfMm,
        redMm: kerfMm / 2,
        why: 'a strip thinner than its kerf is more dust than wood',
      }
}

/** What is sawn off is thick enough to hold together and worth its kerf; by hand and by machine. */
export const sawSlice: Rule = (job) => {
  const { kerfMm } = job.plan.stock
  if (kerfMm === null) return []
  return sawOperationsOf(job).flatMap(({ subject, name, cut, sliceMm }): readonly Finding[] => {
    if (sliceMm === null) return []
    const { greenMm, redMm, why } = least(cut, kerfMm)
    const { grade, margin } = gradeAtLeast(sliceMm, greenMm, redMm)
    return [
      {
        ruleId: 'saw.slice',
        grade,
        subject,
        sentence: `${name}: pieces of ${mmText(sliceMm)} with a kerf of ${mmText(kerfMm)}; from ${mmText(greenMm)} they hold, ${why}.`,
        value: sliceMm,
        limit: greenMm,
        unit: 'mm',
        margin,
        basis: {
          kind: 'estimated',
          formula: 'end grain: t ≥ max(k/2, 0.8), RED < 0.5; strips: w ≥ k, RED < k/2',
          source: 'estimated from tiles of 1.2 to 2 mm and strips of 0.6 to 1 mm in use',
        },
        fix:
          grade === 'GREEN'
            ? ''
            : cut === 'end-grain'
              ? `Slice ${mmText(greenMm)} or thicker.`
              : `Saw with a kerf of ${mmText(Math.floor(sliceMm * 100) / 100)} or less, or take fewer, wider columns.`,
      },
    ]
  })
}
