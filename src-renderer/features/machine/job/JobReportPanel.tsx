import { useEffect, useState } from 'react'
import type { JobReport } from '#core/grbl/job/job-report.ts'
import { formatDecimal } from '#core/units/format-length.ts'
import { onEvent, rmos } from '../../../client.ts'
import { loaded, type Loadable } from '../../../session/loadable.ts'
import { settle } from '../../../session/settle.ts'
import { formatClock } from '../../../session/time-text.ts'
import { Skeleton } from '../../../ui/States.tsx'
import { jobStrings as words } from './job.strings.ts'
import { timeError } from './job.view-model.ts'

const whole = (value: number) => formatDecimal(value, 0)

function rangeText(range: readonly [number, number] | null): string | null {
  return range === null ? null : words.range(whole(range[0]), whole(range[1]))
}

function rowsOf(report: JobReport): readonly (readonly [string, string])[] {
  const error = timeError(report)
  const signed = (share: number) =>
    `${share < 0 ? '−' : '+'}${formatDecimal(Math.abs(share) * 100, 1)} %`
  const rows: readonly (readonly [string, string | null])[] = [
    [words.linesCut, words.sent(whole(report.linesAcknowledged), whole(report.lineCount))],
    [words.elapsed, formatClock(report.elapsedSeconds)],
    [
      words.estimated,
      report.estimatedSeconds === null
        ? null
        : [
            formatClock(report.estimatedSeconds),
            error === null ? '' : words.timeError(signed(error)),
          ]
            .filter((part) => part !== '')
            .join(', '),
    ],
    [
      words.held,
      report.holdCount === 0
        ? null
        : words.holds(report.holdCount, formatClock(report.heldSeconds)),
    ],
    [words.overrides, rangeText(report.feedOverridePercent)],
    [words.linkFaults, report.garbledLines === 0 ? null : whole(report.garbledLines)],
    [words.lag, words.milliseconds(whole(report.longestEngineLagMs))],
  ]
  return rows.flatMap(([name, value]) => (value === null ? [] : [[name, value] as const]))
}

function RefusedLines({
  report: { refusedLines = [], refusedLineCount = 0 },
}: {
  report: JobReport
}) {
  const hidden = refusedLineCount - refusedLines.length
  if (refusedLineCount === 0) return null
  return (
    <details open>
      <summary>{words.refused}</summary>
      <ol className="incidents">
        {refusedLines.map(({ sourceLine, text, errorCode }, index) => (
          <li key={index}>{words.refusedLine(sourceLine, text, errorCode)}</li>
        ))}
      </ol>
      {hidden > 0 && <p className="caption">{words.more(hidden)}</p>}
    </details>
  )
}

function Report({ report }: { report: JobReport }) {
  const hidden = report.incidentCount - report.incidents.length
  return (
    <>
      <dl className="facts">
        {rowsOf(report).map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <RefusedLines report={report} />
      {report.incidents.length > 0 && (
        <details>
          <summary>{words.incidents}</summary>
          <ol className="incidents">
            {report.incidents.map((incident, index) => (
              <li key={index}>
                <span className="caption">{formatClock(incident.atSeconds)}</span>{' '}
                {incident.sentence}
              </li>
            ))}
          </ol>
          {hidden > 0 && <p className="caption">{words.more(hidden)}</p>}
        </details>
      )}
    </>
  )
}

/** What was kept of a job that has ended. */
export function JobReportPanel({ sendId }: { sendId: string }) {
  const [report, setReport] = useState<Loadable<JobReport>>({ state: 'loading' })
  useEffect(() => {
    let current = true
    const ask = () => {
      void settle(rmos.machine.jobReport({ sendId })).then((answer) => {
        if (current) setReport(loaded(answer))
      })
    }
    ask()
    // the machine stands before the report is written; the run tells when it is
    const stop = onEvent('runs.changed', ask)
    return () => {
      current = false
      stop()
    }
  }, [sendId])
  return (
    <section className="job-report" aria-label={words.report}>
      <h3>{words.report}</h3>
      {report.state === 'ready' && <Report report={report.value} />}
      {report.state === 'loading' && <Skeleton label={words.reportReading} lines={3} />}
      {report.state === 'failed' && <p className="muted">{report.problem.message}</p>}
    </section>
  )
}
