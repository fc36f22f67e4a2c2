import type { EngineCommand } from './engine-messages.ts'

type SimpleCommand = Exclude<
  EngineCommand['name'],
  'listPorts' | 'connect' | 'start' | 'unlock' | 'manual' | 'readTraffic' | 'continueToolChange'
>

const SIMPLE_EVENTS: Readonly<
  Record<
    SimpleCommand,
    | { readonly kind: `${Exclude<SimpleCommand, 'stop'>}Requested` }
    | { readonly kind: 'stopRequested'; readonly by: 'operator' }
  >
> = {
  disconnect: { kind: 'disconnectRequested' },
  hold: { kind: 'holdRequested' },
  resume: { kind: 'resumeRequested' },
  stop: { kind: 'stopRequested', by: 'operator' },
  home: { kind: 'homeRequested' },
}

/** The commands that are one event of the session each. */
type PlainCommand = Exclude<
  EngineCommand,
  { readonly name: 'listPorts' | 'connect' | 'start' | 'readTraffic' }
>

/** The event of a command, without its moment. */
export function eventOf(command: PlainCommand) {
  if (command.name === 'unlock') {
    return { kind: 'unlockRequested', reason: command.reason ?? '' } as const
  }
  if (command.name === 'manual') {
    return { kind: 'manualRequested', request: command.request } as const
  }
  if (command.name === 'continueToolChange') {
    return { kind: 'toolChangeContinued', byHand: command.byHand ?? false } as const
  }
  return SIMPLE_EVENTS[command.name]
}
