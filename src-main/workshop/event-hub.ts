import type { EventName, Events } from '#core/contract/events.ts'

/** Hears every event of the contract. */
export type EventListener = <E extends EventName>(event: E, payload: Events[E]) => void

/** Passes what main tells on to everybody who listens. */
export interface EventHub {
  readonly emit: EventListener
  /** Returns how to stop hearing. */
  readonly subscribe: (listener: EventListener) => () => void
}

/** A hub without listeners. */
export function createEventHub(): EventHub {
  const listeners = new Set<EventListener>()
  return {
    emit: <E extends EventName>(event: E, payload: Events[E]) => {
      for (const listener of listeners) listener(event, payload)
    },
    subscribe: (listener: EventListener) => {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
  }
}

/** What tells every open view of a change that was kept. */
export function changeTellers(hub: EventHub) {
  return {
    runsChanged: (runId: string) => {
      hub.emit('runs.changed', { runId })
    },
    libraryChanged: () => {
      hub.emit('library.changed', {})
    },
    plansChanged: (planId: string) => {
      hub.emit('plans.changed', { planId })
    },
    patternsChanged: (patternId: string) => {
      hub.emit('patterns.changed', { patternId })
    },
    merged: () => {
      hub.emit('stores.changed', {})
      hub.emit('plans.changed', { planId: '' })
      hub.emit('patterns.changed', { patternId: '' })
      hub.emit('strips.changed', { familyId: '' })
      hub.emit('runs.changed', { runId: '' })
    },
    stripsChanged: (familyId: string) => {
      hub.emit('strips.changed', { familyId })
    },
  }
}
