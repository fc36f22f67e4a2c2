/** Words about who watches and who controls. */
export const benchStrings = {
  watchingTitle: 'You are watching.',
  watchingText: (name: string, isAway: boolean) =>
    isAway ? `${name} controls RMOS and is away.` : `${name} controls RMOS.`,
  watchingCan: 'STOP and Hold work from here.',
  ask: 'Ask for control',
  asked: (name: string) => `Asked ${name}`,
  secondsLeft: (seconds: number) => `${String(seconds)} s`,
  refused: (name: string) => `${name} keeps control.`,
  unanswered: (name: string) => `${name} did not answer.`,
  wishTitle: (name: string) => `${name} asks for control.`,
  wishText:
    'Hand it over only when nobody has a hand at the machine: it can then be moved from there.',
  handOver: 'Hand over',
  keep: 'Keep control',
  inControlTitle: 'You control RMOS from here.',
  inControlText:
    'The machine moves by this page. If its link is lost, a held jog ends; a job goes on.',
  giveBack: 'Give control back',
  watchers: (names: readonly string[]) =>
    names.length === 1 ? `${names[0] ?? ''} watches` : `${String(names.length)} devices watch`,
  seats: 'Who watches',
} as const
