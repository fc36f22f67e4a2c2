import { CircleAlert, CircleCheck, CircleHelp } from 'lucide-react'
import { useEffect, useRef } from 'react'
import type { ProgramPreview } from '#core/contract/job.contract.ts'
import type { BlockPicture, ProgramProof } from '#core/simulation/program-proof.ts'
import { formatLength } from '#core/units/format-length.ts'
import { usePlan } from '../../session/plan.store.ts'
import { useUnits } from '../../session/settings.store.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorState, Progress } from '../../ui/States.tsx'
import { followProof, useProof } from './proof.store.ts'
import { proofStrings as words } from './proof.strings.ts'
import { engagementBars, picturePixels, proofRows, type ProofState } from './proof.view-model.ts'
import { progressDetail } from './progress-detail.ts'

const MARKS: Readonly<Record<ProofState, typeof CircleCheck>> = {
  good: CircleCheck,
  bad: CircleAlert,
  unknown: CircleHelp,
}

function Block({ picture }: { picture: BlockPicture }) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const unit = useUnits()
  const { pixels, lowestMm } = picturePixels(picture)
  const { columns, rows } = picture
  useEffect(() => {
    const brush = canvas.current?.getContext('2d')
    brush?.putImageData(new ImageData(pixels, columns, rows), 0, 0)
  }, [pixels, columns, rows])
  return (
    <figure className="proof-block">
      <canvas ref={canvas} width={columns} height={rows} role="img" aria-label={words.picture} />
      <figcaption className="caption">{words.depths(formatLength(-lowestMm, unit))}</figcaption>
    </figure>
  )
}

function Engagement({ proof }: { proof: ProgramProof }) {
  const unit = useUnits()
  const bars = engagementBars(proof)
  return (
    <figure className="proof-engagement" aria-label={words.engagement}>
      <figcaption>{words.engagement}</figcaption>
      <div className="proof-bars">
        {bars.map(({ fromDeg, lengthMm, share }) => (
          <div
            key={fromDeg}
            title={words.engagementBar(fromDeg, formatLength(lengthMm, unit))}
            style={{ height: `${String(Math.max(1, share * 100))}%` }}
          />
        ))}
      </div>
      <div className="proof-axis caption">
        {words.engagementAxis.map((text) => (
          <span key={text}>{text}</span>
        ))}
      </div>
    </figure>
  )
}

function Verdict({ findings }: Pick<ProgramProof, 'findings'>) {
  const isClean = findings.length === 0
  const Mark = isClean ? MARKS.good : MARKS.bad
  return (
    <div className={`proof-verdict proof-${isClean ? 'good' : 'bad'}`} role="status">
      <Mark size={22} aria-hidden="true" />
      <strong>{isClean ? words.clean : words.faulty(findings.length)}</strong>
      <ul>
        {findings.map(({ line, sentence }) => (
          <li key={`${String(line)} ${sentence}`}>
            {line > 0 && `${words.line(line)}: `}
            {sentence}
          </li>
        ))}
      </ul>
    </div>
  )
}

function Checked({ proof }: { proof: ProgramProof }) {
  const unit = useUnits()
  return (
    <section aria-label={words.checked}>
      <h3>{words.checked}</h3>
      <ul className="proof-rows">
        {proofRows(proof, unit).map(({ label, value, state }) => {
          const Mark = MARKS[state]
          return (
            <li key={label} className={`proof-${state}`}>
              <Mark size={18} aria-hidden="true" />
              <span>{label}</span>
              <b>{value}</b>
            </li>
          )
        })}
      </ul>
    </section>
  )
}

function Proved({ proof }: { proof: ProgramProof }) {
  return (
    <div className="proof-body">
      <div className="proof-pictures">
        {proof.picture === null ? <p>{words.none}</p> : <Block picture={proof.picture} />}
        <Engagement proof={proof} />
      </div>
      <div className="proof-words">
        <Verdict findings={proof.findings} />
        <Checked proof={proof} />
        {proof.unchecked.length > 0 && (
          <section aria-label={words.unchecked}>
            <h3>{words.unchecked}</h3>
            <ul className="proof-rows">
              {proof.unchecked.map(({ kind, name, sentence }) => (
                <li key={`${kind} ${name}`} className="proof-unknown">
                  <CircleHelp size={18} aria-hidden="true" />
                  <span>{sentence}</span>
                </li>
              ))}
            </ul>
          </section>
        )}
      </div>
    </div>
  )
}

function Running() {
  const running = useProof((state) => state.running)
  const stop = useProof((state) => state.stop)
  return (
    <div className="toolpath-planning">
      <Progress
        label={words.proving}
        ratio={running?.share ?? null}
        detail={progressDetail(running)}
      />
      <Button size="small" onClick={() => void stop()}>
        {words.cancel}
      </Button>
    </div>
  )
}

/** What the simulation says of the program that is looked at: picture, figures, and what it could not check. */
export function ProofView({ program }: { program: ProgramPreview }) {
  const planId = usePlan((state) => state.planId)
  const keptRevision = usePlan((state) => state.keptRevision)
  const proof = useProof((state) => state.proofs[program.id])
  const prove = useProof((state) => state.prove)
  const of = `${planId ?? ''} ${String(keptRevision)}`
  useEffect(followProof, [])
  const ask = () => {
    if (planId !== null) void prove(planId, of, program.id)
  }
  useEffect(() => {
    if (planId !== null) void prove(planId, of, program.id)
  }, [planId, of, program.id, prove])
  return (
    <section className="proof" aria-label={words.title}>
      <p className="caption">{words.lead}</p>
      {proof?.state === 'loading' && <Running />}
      {proof?.state === 'idle' && (
        <p>
          {words.stopped} <Button onClick={ask}>{words.again}</Button>
        </p>
      )}
      {proof?.state === 'failed' && (
        <ErrorState
          title={proof.problem.message}
          safe=""
          remedy={proof.problem.remedy}
          detailsLabel={words.details}
          retryLabel={words.again}
          onRetry={ask}
        />
      )}
      {proof?.state === 'ready' && <Proved proof={proof.value} />}
    </section>
  )
}
