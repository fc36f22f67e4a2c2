import type { MachineSnapshot } from '#core/grbl/machine-snapshot.ts'
import type { ProcedureOutcome, ProcedureView } from '#core/grbl/manual/manual-snapshot.ts'
import { formatLength } from '#core/units/format-length.ts'
import { useMachine } from '../../../session/machine.store.ts'
import { useUnits } from '../../../session/settings.store.ts'
import { Button } from '../../../ui/Button.tsx'
import { classNames } from '../../../ui/class-names.ts'
import { Panel } from '../../../ui/Panel.tsx'
import { Progress } from '../../../ui/States.tsx'
import { byHand } from '../by-hand.ts'
import { mayWorkByHand } from '../machine.view-model.ts'
import { PROBE_KINDS, probingStrings as words } from './probing.strings.ts'
import { useProbing, WIZARD_STEPS } from './probing.store.ts'
import { ProbePicture } from './ProbePicture.tsx'
import { ConfirmStep, NumbersStep, PlaceStep } from './ProbeSteps.tsx'

function Kinds({ disabled }: { disabled: boolean }) {
  const { kind, choose } = useProbing()
  return (
    <ul className="probe-kinds" aria-label={words.kinds}>
      {PROBE_KINDS.map((candidate) => (
        <li key={candidate}>
          <button
            type="button"
            className={classNames('probe-kind', candidate === kind && 'probe-kind-on')}
            aria-pressed={candidate === kind}
            disabled={disabled}
            onClick={() => {
              choose(candidate)
            }}
          >
            <ProbePicture kind={candidate} />
            <span>
              <strong>{words.kind[candidate].name}</strong>
              <span className="caption">{words.kind[candidate].text}</span>
            </span>
          </button>
        </li>
      ))}
    </ul>
  )
}

/** What the probe's pin says now: the wire is tested by hand before it is trusted. */
function Lamp({ closed }: { closed: boolean }) {
  return (
    <p className={closed ? 'probe-lamp probe-lamp-on' : 'probe-lamp'} role="status">
      <span aria-hidden="true" />
      {closed ? words.lamp.closed : words.lamp.open}
    </p>
  )
}

function Running({ procedure, closed }: { procedure: ProcedureView; closed: boolean }) {
  const { stepsDone, stepCount, procedureId, waitingFor } = procedure
  return (
    <Panel title={words.running} className="room-panel">
      <Progress
        label={procedure.stage}
        ratio={stepCount === null ? null : stepsDone / Math.max(1, stepCount)}
      />
      {waitingFor !== null && (
        <>
          <p className="probe-text">{words.waitingFor[waitingFor]}</p>
          <Lamp closed={closed} />
        </>
      )}
      <Button
        size="cut"
        look="danger"
        onClick={() => void byHand({ kind: 'cancelProcedure', procedureId })}
      >
        {words.cancel}
      </Button>
    </Panel>
  )
}

function Outcome({ outcome }: { outcome: ProcedureOutcome }) {
  const unit = useUnits()
  const { finding } = outcome
  return (
    <Panel title={words.found} className="room-panel">
      <p
        role="status"
        className={outcome.ended === 'done' ? 'job-outcome job-completed' : 'job-outcome job-fault'}
      >
        {outcome.sentence}
      </p>
      {outcome.remedy !== '' && <p>{outcome.remedy}</p>}
      {finding !== null && (
        <>
          {finding.zeroedAxes.length > 0 && (
            <p>{words.zeroed(finding.zeroedAxes.map((axis) => axis.toUpperCase()).join(', '))}</p>
          )}
          {finding.measuredMm !== null && (
            <p>
              {words.measured(
                formatLength(finding.measuredMm.xMm, unit, 'fine'),
                formatLength(finding.measuredMm.yMm, unit, 'fine'),
              )}
            </p>
          )}
          <p className="caption">
            {words.repeat(formatLength(finding.repeatabilityMm, unit, 'fine'))}
          </p>
        </>
      )}
    </Panel>
  )
}

function Wizard({ snapshot }: { snapshot: MachineSnapshot }) {
  const { kind, step, goTo } = useProbing()
  const name = WIZARD_STEPS[step] ?? 'place'
  return (
    <Panel title={words.kind[kind].name} className="room-panel probe-wizard">
      {name !== 'confirm' && <ProbePicture kind={kind} />}
      <p className="caption">{words.step(step + 1, WIZARD_STEPS.length)}</p>
      <h3>{words.steps[name]}</h3>
      {name === 'place' && <PlaceStep />}
      {name === 'numbers' && <NumbersStep />}
      {name === 'confirm' && <ConfirmStep snapshot={snapshot} />}
      <div className="button-pair">
        <Button
          disabled={step === 0}
          onClick={() => {
            goTo(step - 1)
          }}
        >
          {words.back}
        </Button>
        {step < WIZARD_STEPS.length - 1 && (
          <Button
            look="primary"
            onClick={() => {
              goTo(step + 1)
            }}
          >
            {words.next}
          </Button>
        )}
      </div>
    </Panel>
  )
}

/** The probing that runs, or how the last one ended. */
function probingNow({ manual }: MachineSnapshot) {
  const { procedure, lastProcedure } = manual
  const probing = procedure?.kind === 'probe' ? procedure : null
  const ended = lastProcedure?.kind === 'probe' && probing === null
  return { probing, outcome: ended ? lastProcedure : null }
}

/** The probing wizards: what to find, one step after another, and what was found. */
export function ProbeTab() {
  const snapshot = useMachine((state) => state.snapshot)
  if (snapshot === null) return null
  const { probing, outcome } = probingNow(snapshot)
  const allowed = mayWorkByHand(snapshot)
  return (
    <div className="room-columns">
      <Kinds disabled={probing !== null} />
      <div className="room-stack">
        {probing !== null && (
          <Running procedure={probing} closed={snapshot.activePins.includes('P')} />
        )}
        {outcome !== null && <Outcome outcome={outcome} />}
        {probing === null && allowed && <Wizard snapshot={snapshot} />}
        {probing === null && !allowed && <p className="muted">{words.notNow}</p>}
      </div>
    </div>
  )
}
