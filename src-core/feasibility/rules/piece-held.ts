import {
  isClosedPath,
  type DrawnOperation,
  drawnOperations,
} from '../../rosette/drawn-operation.ts'
import { operationKey } from '../../rosette/operation-kinds.ts'
import type { PlanOperationOf } from '../../rosette/plan-operation.schema.ts'
import { THROUGH_CUT_MM } from '../../rosette/soundhole-depth.ts'
import type { Finding } from '../finding.ts'
import { gradeAtLeast, gradeAtMost, mmText } from '../grading.ts'
import type { JobContext } from '../job-context.ts'
import { operationName } from '../operation.ts'
import type { Rule } from '../rule.ts'

type Outline = PlanOperationOf<'profile' | 'inlayMale'>

/** Wood of a tab, mm of height, that holds a piece without a thought, and the least that is trusted. */
const GREEN_TAB_MM = 0.5
const RED_TAB_MM = 0.3
/** A through cut may go so far into the board below, mm; deeper it only dulls the bit. */
const GREEN_BELOW_MM = 0.5
const RED_BELOW_MM = 3
/** Thinner is cut through, mm. */
const THROUGH_MM = 0.01

type Verdict = Pick<Finding, 'grade' | 'sentence' | 'value' | 'limit' | 'margin' | 'fix'>

const HELD_BASIS = {
  kind: 'community',
  formula: 'wood of a tab = height − what the cut goes below the stock; GREEN ≥ 0.5, RED < 0.3 mm',
  source: 'a loose piece is thrown by the cutter',
} as const

/** How the piece of a through cut is held. */
function throughVerdict(
  { tabCount, tabHeightMm }: Outline,
  name: string,
  belowMm: number,
): Verdict {
  if (tabCount === 0) {
    return {
      grade: 'RED',
      sentence: `${name} goes through, and nothing holds the piece.`,
      value: 0,
      limit: 1,
      margin: 0,
      fix: 'Give it tabs, or leave an onion skin of 0.2 mm.',
    }
  }
  const woodMm = tabHeightMm - belowMm
  const { grade, margin } = gradeAtLeast(woodMm, GREEN_TAB_MM, RED_TAB_MM)
  return {
    grade,
    sentence: `${name} goes through; ${String(tabCount)} tabs with ${mmText(Math.max(0, woodMm))} of wood hold the piece.`,
    value: woodMm,
    limit: GREEN_TAB_MM,
    margin,
    fix: grade === 'GREEN' ? '' : `Make the tabs ${mmText(belowMm + GREEN_TAB_MM)} high.`,
  }
}

function skinVerdict(name: string, skinMm: number): Verdict {
  return {
    grade: 'GREEN',
    sentence: `${name} leaves ${mmText(skinMm)} below it, which holds the piece.`,
    value: skinMm,
    limit: THROUGH_MM,
    margin: 1,
    fix: '',
  }
}

function findingsOf({ operation, drawn, stockMm }: Cut, depthMm: number): readonly Finding[] {
  const name = operationName(drawn)
  const subject = operationKey(operation)
  const floorMm = depthMm - Math.min(operation.onionSkinMm, depthMm / 2)
  const belowMm = floorMm - stockMm
  const isThrough = belowMm > -THROUGH_MM
  const isLoose = drawn.walls.some((wall) => isClosedPath(wall))
  const verdict = isThrough
    ? throughVerdict(operation, name, Math.max(0, belowMm))
    : skinVerdict(name, -belowMm)
  const held: Finding = { ruleId: 'piece.held', subject, unit: 'mm', basis: HELD_BASIS, ...verdict }
  const below = gradeAtMost(belowMm, GREEN_BELOW_MM, RED_BELOW_MM)
  const deep: Finding = {
    ruleId: 'cut.below-stock',
    ...below,
    subject,
    sentence: `${name} goes ${mmText(belowMm)} into what lies below.`,
    value: belowMm,
    limit: GREEN_BELOW_MM,
    unit: 'mm',
    basis: {
      kind: 'community',
      formula: 'depth − thickness; GREEN ≤ 0.5, RED > 3 mm',
      source: 'a through cut needs a few tenths',
    },
    fix: below.grade === 'GREEN' ? '' : `Make it ${mmText(stockMm + THROUGH_CUT_MM)} deep.`,
  }
  return [...(isLoose ? [held] : []), ...(belowMm > THROUGH_MM ? [deep] : [])]
}

interface Cut {
  readonly operation: Outline
  readonly drawn: DrawnOperation
  readonly stockMm: number
}

/** Cut-outs with the thickness of what they are cut from. */
function cutsOf({ plan }: JobContext): readonly Cut[] {
  return drawnOperations(plan).flatMap((drawn): readonly Cut[] => {
    const { operation, depthMm } = drawn
    if (operation.kind !== 'profile' && operation.kind !== 'inlayMale') return []
    const stockMm = operation.kind === 'profile' ? plan.topThicknessMm : depthMm
    return stockMm === null ? [] : [{ operation, drawn, stockMm }]
  })
}

/** What a cut-out frees stays held until it is freed by hand, and the cut goes no deeper than it need. */
export const pieceHeld: Rule = (job) =>
  cutsOf(job).flatMap((cut) =>
    cut.drawn.depthMm === null ? [] : findingsOf(cut, cut.drawn.depthMm),
  )
