import { CircleCheck, CircleX, FileText, ShieldCheck, X } from 'lucide-react'
import { formatDecimal } from '#core/units/format-length.ts'
import { useLibrary } from '../../session/library.store.ts'
import { formatDuration, formatExact } from '../../session/time-text.ts'
import { Button, IconButton } from '../../ui/Button.tsx'
import { RiskBadge } from '../../ui/RiskBadge.tsx'
import { Progress } from '../../ui/States.tsx'
import { runsStrings } from './runs.strings.ts'
import { useRuns, type OpenRun } from './runs.store.ts'
import {
  checkText,
  hashRows,
  outcomeText,
  programTitle,
  portText,
  sheetRows,
  type SheetRow,
} from './runs.view-model.ts'
import { StatusTag } from './StatusTag.tsx'

const words = runsStrings

function Rows({ rows }: { rows: readonly SheetRow[] }) {
  return (
    <dl className="sheet">
      {rows.map((row) => (
        <div key={row.label}>
          <dt>{row.label}</dt>
          <dd className={row.technical === true ? 'technical' : undefined}>{row.text}</dd>
        </div>
      ))}
    </dl>
  )
}

function Verification({ run }: { run: OpenRun }) {
  const { runId, artifact } = run
  const verified = useRuns((state) => state.verified)
  const verify = useRuns((state) => state.verify)
  return (
    <section className="verification">
      <Button
        icon={<ShieldCheck size={18} />}
        disabled={verified.state === 'loading'}
        onClick={() => void verify(runId)}
      >
        {words.verify}
      </Button>
      {verified.state === 'loading' && <Progress label={words.verifying} ratio={null} />}
      {verified.state === 'failed' && <p role="alert">{verified.problem.message}</p>}
      {verified.state === 'ready' && (
        <>
          <p role="status" className={verified.value.ok ? 'verified' : 'not-verified'}>
            <strong>{verified.value.ok ? words.verified : words.notVerified}</strong>
          </p>
          <ul>
            {verified.value.checks.map((check) => (
              <li key={check.what} className={check.ok ? 'check-ok' : 'check-bad'}>
                {check.ok ? (
                  <CircleCheck size={16} aria-hidden="true" />
                ) : (
                  <CircleX size={16} aria-hidden="true" />
                )}
                <span>{checkText(check, artifact)}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  )
}

function Programs({ run }: { run: OpenRun }) {
  const read = useRuns((state) => state.readProgram)
  const { programs } = run.artifact.outputs
  if (programs.length === 0) return null
  return (
    <section>
      <h3>{words.programs}</h3>
      <ul className="sheet-list">
        {programs.map((program) => (
          <li key={`${program.post_id} ${program.program_id}`}>
            <span>
              <strong>{program.title}</strong>
              <span className="caption">
                {words.lines(
                  formatDecimal(program.line_count, 0),
                  formatDuration(program.estimated_seconds),
                )}
              </span>
            </span>
            <Button
              size="small"
              icon={<FileText size={14} />}
              onClick={() => void read(run.runId, program.program_id)}
            >
              {words.read}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Sends({ run }: { run: OpenRun }) {
  const title = (programId: string) => programTitle(run.artifact, programId)
  return (
    <section>
      <h3>{words.sends}</h3>
      {run.sends.length === 0 && <p className="muted">{words.noSends}</p>}
      <ul className="sheet-list">
        {run.sends.map((send) => (
          <li key={send.sendId}>
            <span>
              <strong>
                {outcomeText(send.outcome)}: {title(send.programId)}
              </strong>
              <span className="caption">
                {formatExact(send.startedAtUtc)}, {portText(send)}
              </span>
              {send.note !== '' && <span className="caption">{send.note}</span>}
            </span>
            <span className="muted nowrap">
              {words.sendLinesOf(
                formatDecimal(send.linesAcknowledged, 0),
                formatDecimal(send.lineCount, 0),
              )}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Trouble({ run }: { run: OpenRun }) {
  const { decision, meta } = run.artifact
  return (
    <>
      {decision.block_reason !== null && (
        <section className="run-trouble">
          <h3>{words.blockReason}</h3>
          <p>{decision.block_reason}</p>
        </section>
      )}
      {meta.exception !== null && (
        <section className="run-trouble">
          <h3>{words.exception}</h3>
          <p>{meta.exception.message}</p>
        </section>
      )}
      {decision.warnings.length > 0 && (
        <section>
          <h3>{words.warnings}</h3>
          <ul className="warnings">
            {decision.warnings.map((warning) => (
              <li key={warning}>{warning}</li>
            ))}
          </ul>
        </section>
      )}
    </>
  )
}

/** The record of a run as a readable sheet. */
export function RunSheet({ run }: { run: OpenRun }) {
  const library = useLibrary()
  const select = useRuns((state) => state.select)
  const { artifact } = run
  const { decision } = artifact
  return (
    <div className="bench-scroll run-sheet">
      <header className="panel-head">
        <h2>{artifact.job_name}</h2>
        <IconButton label={words.close} onClick={() => void select(null)}>
          <X size={18} aria-hidden="true" />
        </IconButton>
      </header>
      <p className="sheet-verdict">
        <StatusTag status={artifact.status} />
        <RiskBadge grade={decision.risk_level} />
        {decision.score !== null && (
          <span className="muted">{words.sheet.score(Math.round(decision.score))}</span>
        )}
      </p>
      <Trouble run={run} />
      <Sends run={run} />
      <Programs run={run} />
      <Verification run={run} />
      <section>
        <h3>{words.record}</h3>
        <Rows rows={sheetRows(artifact, library, run.artifactPath)} />
      </section>
      <details>
        <summary>{words.hashes}</summary>
        <Rows rows={hashRows(artifact)} />
      </details>
    </div>
  )
}
