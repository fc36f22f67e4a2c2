import type { FeasibilityReport } from '#core/feasibility/finding.ts'

/** A judgement for reading: the worst first, each with what to do. */
export function feasibilityText(report: FeasibilityReport): string {
  const lines = report.findings.map(({ grade, ruleId, sentence, fix }) => {
    const advice = fix === '' ? '' : `\n         ${fix}`
    return `${grade.padEnd(8)} ${sentence} [${ruleId}]${advice}`
  })
  return [`${report.overall}, score ${String(report.score)} of 100`, ...lines].join('\n')
}

/** The same in short: how many checks are GREEN, and every one that is not. */
export function feasibilitySummary(report: FeasibilityReport): string {
  const worse = report.findings.filter(({ grade }) => grade !== 'GREEN')
  const greenCount = report.findings.length - worse.length
  const text = feasibilityText({ ...report, findings: worse })
  return `${text}\n${String(greenCount)} of ${String(report.findings.length)} checks are GREEN; rmos plan check lists them`
}
