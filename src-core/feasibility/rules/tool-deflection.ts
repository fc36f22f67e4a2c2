import {
  achievedFeedMmPerMin,
  chiploadMm,
  cuttingForceN,
  deflectionMm,
} from '../cutting-physics.ts'
import type { Finding } from '../finding.ts'
import { gradeAtMost, mmText } from '../grading.ts'
import { type Operation, operationsOf } from '../operation.ts'
import type { JobContext } from '../job-context.ts'
import type { Rule } from '../rule.ts'

/** Bending an inlay wall may show, mm. */
export const GREEN_DEFLECTION_MM = 0.01
/** The common rule for milling, mm; beyond it the wall is no longer where it was planned. */
export const RED_DEFLECTION_MM = 0.025

interface Bending {
  readonly forceN: number
  readonly deflectionMm: number
  readonly stickoutMm: number
}

function bendingOf(job: JobContext, operation: Operation): Bending | null {
  const { machine } = job
  const { tool, material } = operation
  if (tool?.stickoutMm == null || machine === null) return null
  if (material?.densityKgPerM3 == null || operation.passDepthMm === null) return null
  if (operation.smallestPathRadiusMm <= 0) return null
  const feedMmPerMin = achievedFeedMmPerMin(
    operation.feedMmPerMin,
    machine,
    operation.smallestPathRadiusMm,
  )
  const chipMm = chiploadMm(feedMmPerMin, operation.spindleRpm, tool.flutes)
  const forceN = cuttingForceN(material.densityKgPerM3, operation.passDepthMm, chipMm)
  return {
    forceN,
    deflectionMm: deflectionMm(forceN, tool.stickoutMm, tool.diameterMm),
    stickoutMm: tool.stickoutMm,
  }
}

function fixFor(bending: Bending): string {
  // δ grows with L³, so this stick-out is exactly GREEN; rounded down to a tenth
  const lengthMm = bending.stickoutMm * Math.cbrt(GREEN_DEFLECTION_MM / bending.deflectionMm)
  const roundedMm = Math.floor(lengthMm * 10) / 10
  return `Shorten the stick-out to ${mmText(roundedMm)}, or take shallower passes.`
}

/** Sideways bending of the bit: GREEN ≤ 0.010 mm, YELLOW ≤ 0.025 mm, else RED. */
export const toolDeflection: Rule = (job) =>
  operationsOf(job).flatMap((operation): readonly Finding[] => {
    const bending = bendingOf(job, operation)
    if (bending === null) return []
    const { grade, margin } = gradeAtMost(
      bending.deflectionMm,
      GREEN_DEFLECTION_MM,
      RED_DEFLECTION_MM,
    )
    return [
      {
        ruleId: 'router.deflection',
        grade,
        subject: operation.subject,
        sentence: `${operation.name}: the bit, ${mmText(bending.stickoutMm)} out of the collet, bends ${String(Number(bending.deflectionMm.toFixed(4)))} mm under ${String(Number(bending.forceN.toFixed(2)))} N; ${mmText(GREEN_DEFLECTION_MM)} is unseen in an inlay wall.`,
        value: bending.deflectionMm,
        limit: GREEN_DEFLECTION_MM,
        unit: 'mm',
        margin,
        basis: {
          kind: 'estimated',
          formula: 'δ = F·L³ / (3·E·I), F = kc·ap·fz, kc = 108·ρ/680, d = 0.8·D, E = 580 GPa',
          source: 'cantilever; kc after Palubicki 2021; 0.025 mm common milling limit',
        },
        fix: grade === 'GREEN' ? '' : fixFor(bending),
      },
    ]
  })
