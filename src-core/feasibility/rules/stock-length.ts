import type { Finding } from '../finding.ts'
import { gradeAtMost, mmText } from '../grading.ts'
import type { RingSolution } from '../../rosette/solve-rosette.ts'
import type { Rule } from '../rule.ts'

/** Logs up to this long are glued and squared true by hand, and three times that never, mm. */
const GREEN_LOG_MM = 320
const RED_LOG_MM = 960

const basis = {
  kind: 'community',
  formula: 'L = N·t + (N − 1)·k + trim; a disc log gives ⌊(L − trim + k)/(t + k)⌋ rings',
  source: 'logs of 76 to 300 mm in use; a 3" log was barely enough at 1.5 mm (Micheletti)',
} as const

function logFinding({ ring, tiles }: RingSolution): readonly Finding[] {
  const log = tiles?.log ?? null
  if (log === null) return []
  const { grade, margin } = gradeAtMost(log.lengthMm, GREEN_LOG_MM, RED_LOG_MM)
  const logs = Math.ceil((log.logCount * log.lengthMm) / GREEN_LOG_MM)
  return [
    {
      ruleId: 'stock.log-length',
      grade,
      subject: `ring:${ring.id}`,
      sentence: `"${ring.name}" is sliced off ${log.logCount === 1 ? 'a log' : `${String(log.logCount)} logs`} of ${mmText(log.lengthMm)}; up to ${mmText(GREEN_LOG_MM)} is glued up straight by hand.`,
      value: log.lengthMm,
      limit: GREEN_LOG_MM,
      unit: 'mm',
      margin,
      basis,
      fix: grade === 'GREEN' ? '' : `Make ${String(logs)} shorter logs.`,
    },
  ]
}

function discFinding({ ring, route }: RingSolution): readonly Finding[] {
  if (route.kind !== 'disc' || route.rosetteCount === null) return []
  const enough = route.rosetteCount >= 1
  return [
    {
      ruleId: 'stock.disc-log',
      grade: enough ? 'GREEN' : 'RED',
      subject: `ring:${ring.id}`,
      sentence: `The turned log of "${ring.name}" gives ${String(route.rosetteCount)} ${route.rosetteCount === 1 ? 'ring' : 'rings'}.`,
      value: route.rosetteCount,
      limit: 1,
      unit: 'pieces',
      margin: enough ? 1 : 0,
      basis,
      fix: enough ? '' : `Turn a log of ${mmText(route.lengthForOneMm ?? 0)} or more.`,
    },
  ]
}

/** The wood that is sliced is there, and no longer than can be made true. */
export const stockLength: Rule = ({ solution }) =>
  solution.rings.flatMap((solved) => [...logFinding(solved), ...discFinding(solved)])
