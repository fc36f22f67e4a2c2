import { goToPlaceOrder, goToStoredOrder } from '../manual/go-to-order.ts'
import type { ManualRequest } from '../manual/manual-request.ts'
import {
  clearG92Order,
  selectSystemOrder,
  setOffsetOrder,
  setWorkPositionOrder,
  storePositionOrder,
  toolLengthOrder,
} from '../manual/offset-orders.ts'
import { checkLine, type LineContext } from '../console/check-line.ts'
import { sendLineOrder } from '../console/send-line-order.ts'
import { checkMacro } from '../macros/check-macro.ts'
import { macroOrder } from '../macros/macro-order.ts'
import { writeSettingsOrder } from '../settings/write-settings-order.ts'
import { spindleOrder } from '../manual/spindle-order.ts'
import { probeInputProblem, probeOrder } from '../probing/probe-order.ts'
import { READ_CONTROLLER } from '../procedure/read-controller.ts'
import { beginAbort } from './session-abort.ts'
import { onHold, onHomeAxis } from './session-commands.ts'
import { endProcedure, jobRuns, refuse, type SessionDraft } from './session-draft.ts'
import { onJogHold, onJogRelease, onJogStep, stopJogging } from './session-jog.ts'
import { onSetCoolant, onSetOverrides, onToggleSpindleStop } from './session-overrides.ts'
import { goToFacts, toolLengthFacts } from './probe-facts.ts'
import { startProcedure } from './session-procedure.ts'
import type { Session } from './session-types.ts'

type Request<K extends ManualRequest['kind']> = Extract<ManualRequest, { readonly kind: K }>
type Handlers = {
  readonly [K in ManualRequest['kind']]: (draft: SessionDraft, request: Request<K>) => void
}

/** Does what a person asked for at the machine, or refuses it with the reason. */
export function onManual(draft: SessionDraft, request: ManualRequest): void {
  const handler = HANDLERS[request.kind] as (draft: SessionDraft, request: ManualRequest) => void
  handler(draft, request)
}

const HANDLERS: Handlers = {
  jogStep: onJogStep,
  jogHold: onJogHold,
  jogRelease: (draft, { jogId }) => {
    onJogRelease(draft, jogId)
  },
  setOverrides: onSetOverrides,
  toggleSpindleStop: onToggleSpindleStop,
  pauseAndStopSpindle: (draft) => {
    onHold(draft, 'door')
  },
  setCoolant: onSetCoolant,
  setSpindle: onSetSpindle,
  selectSystem: (draft, { system }) => {
    startProcedure(draft, selectSystemOrder(system))
  },
  setWorkPosition: (draft, { system, position }) => {
    startProcedure(draft, setWorkPositionOrder(system, position))
  },
  halveWorkPosition: onHalve,
  setOffset: (draft, { system, offset }) => {
    startProcedure(draft, setOffsetOrder(system, offset))
  },
  goTo: (draft, request) => {
    startProcedure(draft, goToPlaceOrder(request, goToFacts(draft.session)))
  },
  goToStored: (draft, { place }) => {
    startProcedure(draft, goToStoredOrder(place, goToFacts(draft.session)))
  },
  storePosition: (draft, { place }) => {
    startProcedure(draft, storePositionOrder(place))
  },
  clearG92: (draft) => {
    startProcedure(draft, clearG92Order())
  },
  setToolLengthOffset: (draft, { lengthMm }) => {
    startProcedure(draft, toolLengthOrder(lengthMm))
  },
  readController: (draft) => {
    startProcedure(draft, READ_CONTROLLER)
  },
  homeAxis: (draft, { axis }) => {
    onHomeAxis(draft, axis)
  },
  probe: onProbe,
  writeSettings: (draft, { changes }) => {
    startProcedure(draft, writeSettingsOrder(changes))
  },
  sendLine: onSendLine,
  runMacro: onRunMacro,
  cancelProcedure: onCancelProcedure,
}

function onProbe(draft: SessionDraft, { input, skipTouchTest }: Request<'probe'>): void {
  const problem = probeInputProblem(input)
  if (problem !== null) {
    refuse(draft, 'machine', problem, 'Change the numbers.')
    return
  }
  const facts = toolLengthFacts(draft.session)
  startProcedure(draft, probeOrder(input, { ...facts, skipsTouchTest: skipTouchTest ?? false }))
}

function onHalve(draft: SessionDraft, { axes }: Request<'halveWorkPosition'>): void {
  const { workPosition } = draft.session.controller
  if (workPosition === null) {
    const sentence = 'The controller has not told the work position yet.'
    refuse(draft, 'busy', sentence, 'Try again in a few seconds.')
    return
  }
  const half = (axis: 'x' | 'y' | 'z') =>
    axes.includes(axis) ? workPosition[`${axis}Mm`] / 2 : undefined
  const position = { xMm: half('x'), yMm: half('y'), zMm: half('z') }
  startProcedure(draft, setWorkPositionOrder('active', position))
}

function onSetSpindle(draft: SessionDraft, request: Request<'setSpindle'>): void {
  const { settings } = draft.session.manual
  const highestRpm = Number(settings.get(30) ?? 'NaN')
  if (request.turn !== 'off' && request.rpm > highestRpm) {
    const sentence = `${String(request.rpm)} rpm is above the greatest speed of this spindle, ${String(highestRpm)} rpm ($30).`
    refuse(draft, 'machine', sentence, 'Ask for a lower speed.')
    return
  }
  startProcedure(draft, spindleOrder(request.turn, request.rpm))
}

function lineContext({ manual, tables }: Session): LineContext {
  return { modal: manual.modal, facts: manual.facts, tables }
}

function onSendLine(draft: SessionDraft, request: Request<'sendLine'>): void {
  const verdict = checkLine(request.text, lineContext(draft.session))
  if (verdict.kind === 'refused') {
    refuse(draft, 'machine', verdict.sentence, verdict.remedy)
  } else if (verdict.startsMotion && !request.startsMotionAgreed) {
    const sentence = `${verdict.text} starts a motion or the spindle.`
    refuse(draft, 'machine', sentence, 'Agree to it, then send it again.')
  } else {
    startProcedure(draft, sendLineOrder(verdict.text, verdict.writesMemory))
  }
}

function onRunMacro(draft: SessionDraft, { name, text }: Request<'runMacro'>): void {
  const { session } = draft
  const { lines, problems } = checkMacro(text, lineContext(session))
  const [first] = problems
  if (first !== undefined) {
    refuse(
      draft,
      'machine',
      `${name}, line ${String(first.line)}: ${first.sentence}`,
      'Correct it.',
    )
  } else if (jobRuns(session)) {
    refuse(draft, 'busy', 'A job is running; macros run outside of jobs.', 'Wait for its end.')
  } else {
    startProcedure(draft, macroOrder(name, lines))
  }
}

/** Ends a procedure: a jog is cancelled, a touch or a feed is stopped with the clean abort. */
function onCancelProcedure(draft: SessionDraft, { procedureId }: Request<'cancelProcedure'>): void {
  const { session } = draft
  const { procedure } = session.manual
  if (procedure?.procedureId !== procedureId || procedure.order.background) {
    refuse(draft, 'machine', 'That procedure has ended already.', '')
    return
  }
  const cancelled = { sentence: 'It was cancelled.', remedy: '', finding: null }
  const word = session.controller.state
  endProcedure(draft, 'cancelled', cancelled)
  if (word === 'Jog' || (procedure.step.kind === 'line' && procedure.step.text.startsWith('$J='))) {
    stopJogging(draft)
  } else if (word !== 'Idle' || (procedure.sent && isMotion(procedure.step))) {
    const sentence = 'A procedure was cancelled'
    beginAbort(draft, { outcome: 'stopped', sentence, afterReset: 'nothing' })
  }
}

function isMotion(step: { readonly kind: string; readonly text?: string }): boolean {
  return step.kind === 'line' && /G38|G0|G1|[XYZ]-?\d/.test(step.text ?? '')
}
