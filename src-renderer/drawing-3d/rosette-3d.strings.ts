/** Words of the view in space. */
export const rosette3dStrings = {
  label: 'The rosette in space',
  help: 'Drag turns, right drag moves, wheel and + − zoom, arrow keys turn.',
  building: 'Building the view in space',
  missing:
    'The view in space needs WebGL, which this computer’s graphics do not offer here. The flat drawing shows the same rosette.',
  lost: 'The graphics card has dropped the picture. Nothing of the plan is lost.',
  again: 'Try again',
  failed: 'The view in space could not be built.',
  views: {
    corner: 'Corner',
    above: 'Above',
    player: 'Player',
    side: 'Side',
    log: 'Log',
  },
  viewsLabel: 'Look from',
  cube: 'Turn the view',
  cubeFaces: {
    top: 'Top',
    bottom: 'Back',
    front: 'Player',
    back: 'Neck',
    left: 'Bass',
    right: 'Treble',
  },
  taper: 'Taper shown',
  times: (times: number) => `× ${times.toFixed(1)}`,
  slicing: 'Slice the log',
  notSliced: 'Finished rosette',
  laid: (laid: number, count: number) => `${String(laid)} of ${String(count)} tiles laid`,
  logLeft: (number: number, count: number, length: string) =>
    count === 1
      ? `${length} of log left`
      : `log ${String(number)} of ${String(count)}, ${length} left`,
  play: 'Play',
  pause: 'Pause',
  cutOpen: 'Cut open',
  noLog: 'Measure the kerf and the slice thickness, and the log can be sliced here.',
  noTiles: 'This rosette has no ring of tiles to slice.',
  assumed: 'What has not been measured is drawn as 1.8 mm of inlay and 3.4 mm of top.',
  group: 'View in space',
} as const
