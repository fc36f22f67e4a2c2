import { findRecord } from '../../library/find-record.ts'
import type { Blade } from '../../library/blade.schema.ts'
import type { Finding } from '../finding.ts'
import { gradeAtMost, mmText } from '../grading.ts'
import { sawOperationsOf } from '../saw-operation.ts'
import type { Rule } from '../rule.ts'

/** Share of its marked speed a blade is run at, and the whole of it. */
const GREEN_SHARE = 0.75
/** A kerf that differs by less is the same to a calliper, mm. */
const SAME_KERF_MM = 0.05

function missing(blade: Blade, what: string, how: string): Finding {
  return {
    ruleId: 'saw.measured',
    grade: 'RED',
    subject: `blade:${blade.id}`,
    sentence: `${what} of "${blade.name}" is not on record.`,
    value: null,
    limit: null,
    unit: '',
    margin: 0,
    basis: {
      kind: 'geometry',
      formula: 'an unknown number is never taken for a safe one',
      source: 'RMOS rule',
    },
    fix: `${how}, and put it into the blade.`,
  }
}

function speedFinding(blade: Blade, spindleRpm: number): Finding {
  if (blade.maxRpm === null) return missing(blade, 'The greatest speed', 'Read it off the blade')
  const { grade, margin } = gradeAtMost(spindleRpm, GREEN_SHARE * blade.maxRpm, blade.maxRpm)
  return {
    ruleId: 'saw.blade-limit',
    grade,
    subject: `blade:${blade.id}`,
    sentence: `"${blade.name}" turns at ${String(spindleRpm)} rpm; it is marked for ${String(blade.maxRpm)}, and runs well up to ${String(Math.round(GREEN_SHARE * blade.maxRpm))}.`,
    value: spindleRpm,
    limit: GREEN_SHARE * blade.maxRpm,
    unit: 'rpm',
    margin,
    basis: {
      kind: 'vendor',
      formula: 'n ≤ 75 % of the marked speed; RED beyond the mark',
      source: 'Carbide Specialties, saw performance: 50–75 % of the marked speed',
    },
    fix:
      grade === 'GREEN'
        ? ''
        : `Set the saw to ${String(Math.floor(GREEN_SHARE * blade.maxRpm))} rpm or less, or fit a blade marked for more.`,
  }
}

function kerfFinding(blade: Blade, plannedMm: number | null): readonly Finding[] {
  if (blade.kerfMm === null)
    return [missing(blade, 'The kerf', 'Make one cut in scrap, calliper it')]
  if (plannedMm === null) return []
  const offMm = Math.abs(blade.kerfMm - plannedMm)
  const { grade, margin } = gradeAtMost(offMm, SAME_KERF_MM, Number.MAX_VALUE)
  return [
    {
      ruleId: 'saw.kerf',
      grade,
      subject: `blade:${blade.id}`,
      sentence: `The plan reckons with a kerf of ${mmText(plannedMm)}; "${blade.name}" cuts ${mmText(blade.kerfMm)}.`,
      value: plannedMm,
      limit: blade.kerfMm,
      unit: 'mm',
      margin,
      basis: {
        kind: 'geometry',
        formula: 'the log is as long as its slices and kerfs together',
        source: 'blade record',
      },
      fix: grade === 'GREEN' ? '' : `Set the kerf to ${mmText(blade.kerfMm)}.`,
    },
  ]
}

/** The blade is known, runs below the speed it is marked for, and cuts the kerf the log is planned with. */
export const sawBlade: Rule = (job) => {
  const { sawing, stock } = job.plan
  if (sawing === null || sawOperationsOf(job).length === 0) return []
  const blade = findRecord(job.blades, sawing.bladeId)
  if (blade === null) {
    return [
      {
        ruleId: 'input.known-record',
        grade: 'RED',
        subject: `blade:${sawing.bladeId}`,
        sentence: `The library has no saw blade "${sawing.bladeId}".`,
        value: null,
        limit: null,
        unit: '',
        margin: 0,
        basis: {
          kind: 'geometry',
          formula: 'what is not in the library cannot be judged',
          source: 'RMOS rule',
        },
        fix: 'Choose a saw blade from the library.',
      },
    ]
  }
  return [speedFinding(blade, sawing.spindleRpm), ...kerfFinding(blade, stock.kerfMm)]
}
