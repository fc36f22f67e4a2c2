import type { Finding } from '../finding.ts'
import { gradeAtLeast, type Graded, mmText } from '../grading.ts'
import type { Land } from '../../rosette/channel.ts'
import type { Rule } from '../rule.ts'

/** A standing land this wide holds; thinner ones break out. */
const GREEN_LAND_MM = 0.8
const RED_LAND_MM = 0.4
/** The second channel must bite at least this far into the first, or a hair of spruce stays between. */
const LEAST_OVERLAP_MM = 0.05
/** Deeper bites cut visibly into the finished ring. */
const GREATEST_OVERLAP_MM = 0.3

function gradeOverlap(overlapMm: number): Graded {
  if (overlapMm < LEAST_OVERLAP_MM) return { grade: 'YELLOW', margin: overlapMm / LEAST_OVERLAP_MM }
  const { grade, margin } = { grade: 'GREEN' as const, margin: 1 }
  return overlapMm <= GREATEST_OVERLAP_MM ? { grade, margin } : { grade: 'YELLOW', margin: 0.5 }
}

function describe(land: Land, grade: string): { readonly sentence: string; readonly fix: string } {
  const pair = `"${land.innerRingName}" and "${land.outerRingName}"`
  if (land.widthMm > 0) {
    return {
      sentence: `The land of spruce between ${pair} is ${mmText(land.widthMm)} wide; ${mmText(GREEN_LAND_MM)} holds.`,
      fix:
        grade === 'GREEN'
          ? ''
          : `Move the rings ${mmText(GREEN_LAND_MM - land.widthMm)} apart, or let them touch.`,
    }
  }
  const overlapMm = -land.widthMm
  return {
    sentence: `The channels of ${pair} overlap by ${mmText(overlapMm)}, so no hair of spruce is left between them.`,
    fix:
      grade === 'GREEN'
        ? ''
        : overlapMm < LEAST_OVERLAP_MM
          ? `Raise the glue clearance to ${mmText(LEAST_OVERLAP_MM / 2)} per side or more.`
          : `Lower the glue clearance to ${mmText(GREATEST_OVERLAP_MM / 2)} per side or less.`,
  }
}

/** Spruce between neighbouring channels is wide enough to hold, or gone on purpose. */
export const channelLand: Rule = ({ solution }) =>
  solution.lands.map((land): Finding => {
    const { grade, margin } =
      land.widthMm > 0
        ? gradeAtLeast(land.widthMm, GREEN_LAND_MM, RED_LAND_MM)
        : gradeOverlap(-land.widthMm)
    return {
      ruleId: 'channel.land',
      grade,
      subject: `land:${land.innerRingId}:${land.outerRingId}`,
      ...describe(land, grade),
      value: land.widthMm,
      limit: GREEN_LAND_MM,
      unit: 'mm',
      margin,
      basis: {
        kind: 'estimated',
        formula: 'land ≥ 0.8 mm, or overlap 0.05 to 0.3 mm',
        source: 'a hair of spruce left by accident is a known fault (Godbe 2008)',
      },
    }
  })
