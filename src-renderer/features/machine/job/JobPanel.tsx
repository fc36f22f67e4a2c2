import type { JobProgress } from '#core/grbl/machine-snapshot.ts'
import { formatDecimal } from '#core/units/format-length.ts'
import { useNavigation } from '../../../session/navigation.store.ts'
import { formatClock } from '../../../session/time-text.ts'
import { Button } from '../../../ui/Button.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { Progress } from '../../../ui/States.tsx'
import { useMachinePage } from '../machine.store.ts'
import { jobStrings as words } from './job.strings.ts'
import { cutShare, executingText } from './job.view-model.ts'
import { JobReportPanel } from './JobReportPanel.tsx'
import { PausePanel } from './PausePanel.tsx'
import { useResume } from './resume.store.ts'

const whole = (value: number) => formatDecimal(value, 0)

function Ended({ job }: { job: JobProgress }) {
  const goTo = useNavigation((state) => state.goTo)
  const dismiss = useMachinePage((state) => state.dismiss)
  const openResume = useResume((state) => state.open)
  const unfinished = job.mode === 'cut' && job.outcome !== 'completed'
  return (
    <>
      <div className="button-pair">
        <Button
          look="primary"
          onClick={() => {
            dismiss(job.sendId)
          }}
        >
          {words.another}
        </Button>
        <Button
          onClick={() => {
            goTo('runs', job.runId)
          }}
        >
          {words.toRecord}
        </Button>
      </div>
      {unfinished && (
        <Button
          onClick={() => {
            const { runId, programId, executing } = job
            openResume({ runId, programId, sendId: null, line: executing?.firstSourceLine ?? 1 })
            dismiss(job.sendId)
          }}
        >
          {words.fromLine}
        </Button>
      )}
    </>
  )
}

function Clocks({ job }: { job: JobProgress }) {
  const left = job.secondsLeft === null ? words.unknownLeft : formatClock(job.secondsLeft)
  return (
    <dl className="job-clocks">
      <div>
        <dt>{words.elapsed}</dt>
        <dd>{formatClock(job.elapsedSeconds)}</dd>
      </div>
      {job.outcome === null && (
        <div>
          <dt>{words.left}</dt>
          <dd>{left}</dd>
        </div>
      )}
    </dl>
  )
}

function titleOf(job: JobProgress): string {
  if (job.outcome !== null) return words.lastJob
  return job.mode === 'check' ? words.checking : words.job
}

/** The job on the machine: progress by the line that is being cut, time, pauses, and its report. */
export function JobPanel({ job }: { job: JobProgress }) {
  const ended = job.outcome !== null
  const share = cutShare(job)
  return (
    <Panel title={titleOf(job)} className="setup job">
      <p className="job-title">{job.title}</p>
      {job.outcome !== null && (
        <p className={`job-outcome job-${job.outcome}`} role="status">
          {job.outcomeSentence === '' ? words.outcomes[job.outcome] : job.outcomeSentence}
        </p>
      )}
      <PausePanel job={job} />
      <Progress label={job.mode === 'check' ? words.progressCheck : words.progress} ratio={share} />
      {!ended && <p>{executingText(job, whole)}</p>}
      <p className="caption">{words.sent(whole(job.linesAcknowledged), whole(job.lineCount))}</p>
      {!ended && job.refusedLineCount > 0 && (
        <p className="caption">{words.refusedSoFar(job.refusedLineCount)}</p>
      )}
      {job.resumedFromSourceLine !== null && (
        <p className="caption">{words.resumedFrom(whole(job.resumedFromSourceLine))}</p>
      )}
      <Clocks job={job} />
      {ended && <Ended job={job} />}
      {ended && <JobReportPanel sendId={job.sendId} />}
    </Panel>
  )
}
