import { findRecord } from '../../library/find-record.ts'
import type { Material } from '../../library/material.schema.ts'
import type { Finding } from '../finding.ts'
import { gradeAtMost, mmText } from '../grading.ts'
import type { JobContext } from '../job-context.ts'
import type { Ring } from '../../rosette/plan.schema.ts'
import type { Rule } from '../rule.ts'

/** Moisture a guitar's top goes through between a wet and a heated room, per cent either way. */
const MOISTURE_CHANGE_PERCENT = 2
/** Movement beside the top that opens a joint, mm; it warns and never blocks, for seasoning decides. */
const GREEN_MM = 0.15

const basis = {
  kind: 'estimated',
  formula: 'ΔW = W·|ΔC|·2 %, W the ring across, C the movement for each % of moisture',
  source: 'FPL Wood Handbook, table 13-5 (6–14 % moisture)',
} as const

interface Movement {
  readonly radial: number
  readonly tangential: number
}

function movementOf(material: Material | null): Movement | null {
  const radial = material?.radialMovementPerPercent ?? null
  const tangential = material?.tangentialMovementPerPercent ?? null
  return radial === null || tangential === null ? null : { radial, tangential }
}

const head = (id: string) =>
  ({ ruleId: 'rosette.movement', subject: `ring:${id}`, unit: 'mm', basis }) as const

function unknownMovement(ring: Ring, who: string): Finding {
  return {
    ...head(ring.id),
    grade: 'YELLOW',
    sentence: `How much ${who} moves with moisture is not on record, so nobody can say whether "${ring.name}" keeps its joints.`,
    value: null,
    limit: GREEN_MM,
    margin: 0,
    fix: 'Put its movement into the library, or season ring and top together and say so.',
  }
}

/** Tops are quartersawn, so they move as their radius does; how the ring was sawn is not known: the worse counts. */
function movementFinding(ring: Ring, ofRing: Movement, ofTop: Movement): Finding {
  const acrossMm = 2 * ring.outerRadiusMm
  const difference = Math.max(
    Math.abs(ofRing.tangential - ofTop.radial),
    Math.abs(ofRing.radial - ofTop.radial),
  )
  const movementMm = acrossMm * difference * MOISTURE_CHANGE_PERCENT
  const { grade, margin } = gradeAtMost(movementMm, GREEN_MM, Number.MAX_VALUE)
  return {
    ...head(ring.id),
    grade,
    sentence: `With ${String(MOISTURE_CHANGE_PERCENT)} % of moisture "${ring.name}", its grain along that of the top, and the top move ${mmText(movementMm)} apart across ${mmText(acrossMm)}; ${mmText(GREEN_MM)} stays closed.`,
    value: movementMm,
    limit: GREEN_MM,
    margin,
    fix:
      grade === 'GREEN'
        ? ''
        : 'Divide the ring into more arcs with the grain round the hole, and leave a hair of room under the fingerboard.',
  }
}

function judge(job: JobContext, ring: Ring): Finding {
  const wood = findRecord(job.materials, ring.materialId)
  const ofRing = movementOf(wood)
  const ofTop = movementOf(job.topMaterial)
  if (ofRing === null) return unknownMovement(ring, wood?.name ?? ring.materialId)
  return ofTop === null ? unknownMovement(ring, 'the top') : movementFinding(ring, ofRing, ofTop)
}

/** A solid ring in one piece, its grain one way, does not move as the top does. */
export const woodMovement: Rule = (job) =>
  job.solution.rings
    .filter(({ ring }) => ring.kind === 'disc' || (ring.kind === 'arcs' && ring.arcCount <= 2))
    .map(({ ring }) => judge(job, ring))
