/** Words of the view of the stock in space. */
export const stock3dStrings = {
  label: 'The stock in space, carved up to the time below',
  help: 'Drag turns, right drag moves, wheel and + − zoom, arrow keys turn.',
  building: 'Building the view in space',
  carving: 'Carving the block',
  missing:
    'The view in space needs WebGL, which this computer’s graphics do not offer here. The same path is drawn from above.',
  lost: 'The graphics card has dropped the picture. The plan is not affected.',
  failed: 'The view in space could not be built. The same path is drawn from above.',
  again: 'Try again',
  viewsLabel: 'Look from',
  views: { corner: 'Corner', above: 'Above', player: 'Front' },
  colourBy: 'Colour tells',
  colours: { kind: 'Kind', feed: 'Feed', engagement: 'Engagement' },
  section: 'Cut through the stock',
  sectionAt: 'Place of the cut',
  feedLow: 'slow',
  feedHigh: (feed: string) => feed,
  engagementLow: 'no wood',
  engagementHigh: 'whole width of the bit',
} as const
