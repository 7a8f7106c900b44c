import { describe, expect, it } from 'vitest';
import { issueOf } from '../../src/targets/issue.ts';

const LOWER = new Set('trams pier museum statue fees dogs parking charges library phones towers'.split(' '));
const NAMES = new Set('Merrow Merrow’s Dock Tessaly Northern Halden Ministry'.toLowerCase().split(' '));
const usage = {
  isLower: (word: string) => LOWER.has(word),
  isName: (word: string) => NAMES.has(word),
  hasThe: (word: string) => ['pier', 'museum', 'library', 'baths'].includes(word),
};

describe('the dispute in a headline', () => {
  it.each([
    // Proposals
    ['Council to close pier', 'closing the pier'],
    ['Merrow to ban dogs on the beach from May', 'banning dogs on the beach'],
    ['Town baths to be sold to developer after years of losses', 'selling town baths to developer'],
    ['Harbour Bridge to close to cars from June', 'closing Harbour Bridge to cars'],
    ['Mayor plans to pedestrianise Dock Street', 'pedestrianising Dock Street'],
    ['Parliament votes to raise the voting age', 'raising the voting age'],
    ['Ministers urged to scrap tuition fees', 'scrapping tuition fees'],
    ['Parliament to vote on lowering the speed limit', 'lowering the speed limit'],
    ['Plan to turn library into flats', 'turning the library into flats'],
    ['Plan to sell the night school sparks protest', 'selling the night school'],
    ['Can we trust the forecast?', 'trusting the forecast'],
    ['Bid to demolish the old gasworks', 'demolishing the old gasworks'],
    [
      'Two schools to lose their crossing wardens in budget vote',
      'two schools losing their crossing wardens in budget vote',
    ],
    ['Merrow council votes nine to six to sell the pier', 'selling the pier'],
    ['Regulator gives Dock Ferries until 3 May to replace every lifeboat', 'replacing every lifeboat'],
    ['Northern Rail gets permission to close ticket offices', 'closing ticket offices'],
    ['Halden to charge two crowns an hour for parking from 1 June', 'charging two crowns an hour for parking'],
    ['Merrow Arts cancels parade two hours before its start', 'canceling parade'],
    [
      'County to require a green roof over every bus shelter of more than six metres',
      'requiring a green roof over every bus shelter',
    ],
    // What is done
    ['Museum takes out its ticket machines and hires six porters', 'taking out its ticket machines'],
    ['Library canteens take whale meat off the menu', 'taking whale meat off the menu'],
    ['Merrow brings back night trams', 'bringing back night trams'],
    ['Regulator clears demolition of the old gasworks after two years', 'demolition of the old gasworks'],
    ['Six wind turbines approved on Halden Moor', 'six wind turbines on Halden Moor'],
    ['Tractors fill Dock Street as slurry rules are passed', 'slurry rules'],
    ['Merrow bans fireworks in parks', 'banning fireworks in parks'],
    ['Ministers scrap free eye tests, a year early', 'scrapping free eye tests'],
    ['Petrol mowers banned from allotments', 'banning petrol mowers from allotments'],
    ['Skate park planned for Dock Street', 'skate park for Dock Street'],
    ['School swaps textbooks for tablets and hires two technicians', 'swapping textbooks for tablets'],
    // Questions
    ['Should we feed the gulls?', 'feeding the gulls'],
    ['Should dogs be allowed in the library?', 'dogs should be allowed in the library'],
    ['Is it right to eat octopus?', 'eating octopus'],
    ['Is the four-day week overrated?', 'the four-day week'],
    ['Do we need a second runway?', 'a second runway'],
    ['Are electric bikes too fast?', 'electric bikes'],
    ['Could robots replace referees?', 'robots replacing referees'],
    // Claims and opinions
    ['Why landlords should pay for insulation', 'landlords should pay for insulation'],
    ['It’s time to abolish homework', 'abolishing homework'],
    ['The case for longer holidays', 'longer holidays'],
    ['Why we are leaving the platform', 'leaving the platform'],
    ['Closing the night school is a mistake', 'closing the night school'],
    // Said and accused
    ['Halden accuses Tessaly of arming the rebels', 'Tessaly arming the rebels'],
    ['Ministry: ‘Tessaly continues to hide its losses in the north’', 'Tessaly hiding its losses in the north'],
    ['Ministry says Tessaly providing shelter for smugglers', 'Tessaly providing shelter for smugglers'],
    // Noun phrases
    ['New parking charges anger shoppers', 'new parking charges'],
    ['Northern support for the rebels', 'Northern support for the rebels'],
    ['Council backs wind farm off Merrow', 'wind farm off Merrow'],
    ['A Discussion Whether To Move The Museum', 'moving the museum'],
  ])('%s: %s', (headline, phrase) => {
    expect(issueOf(headline, usage)).toBe(phrase);
  });

  it.each([
    '10 best bakeries in Merrow',
    'Nine things to try in Halden',
    'Librarian takes part in charity walk',
    'Baker unveils portrait of his dog',
    'Keeper passed away at 91',
    'Seven walks for a rainy weekend',
    'How to descale a kettle',
    'Guide: your first allotment',
    'Which laptop should I buy for my mother?',
    'What is the oddest thing you own?',
    'Can I freeze cooked rice?',
    'Do you iron your socks?',
    'Anyone know a good plumber?',
    'Oat and honey flapjacks',
    'Orbix 4 review',
    'Release notes 7.2',
    'In pictures: the lantern parade',
    'Keeper of the Merrow lighthouse has died at 91',
    'Rovers 2 United 2',
    'Open thread: what are you reading?',
    '2021-2022 Tessaly Ranger',
    '',
  ])('none in %j', (headline) => {
    expect(issueOf(headline, usage)).toBeNull();
  });

  it('is found in a title, whose capitals it loses', () => {
    expect(issueOf('Merrow Council To Scrap Parking Charges', usage)).toBe('scrapping parking charges');
  });
});
