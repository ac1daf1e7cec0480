import { describe, expect, it } from 'vitest';
import { times } from '../testing/told-times.ts';

describe('two ends of a span', () => {
  it.each([
    ['from March to May', 'from march to may: from March 2026 to May 2026, 2026-03-01/2026-05-31 span'],
    [
      'from the 3rd to the 10th of October',
      'from the 3rd to the 10th of october: from Saturday, October 3, 2026 to Saturday, October 10, 2026, 2026-10-03/2026-10-10 span',
    ],
    [
      'October 3-10',
      'october 3-10: from Saturday, October 3, 2026 to Saturday, October 10, 2026, 2026-10-03/2026-10-10 span',
    ],
    [
      '3-10 October',
      '3-10 october: from Saturday, October 3, 2026 to Saturday, October 10, 2026, 2026-10-03/2026-10-10 span',
    ],
    [
      '3-10 of October',
      '3-10 of october: from Saturday, October 3, 2026 to Saturday, October 10, 2026, 2026-10-03/2026-10-10 span',
    ],
    [
      'October 3-10, 2025',
      'october 3-10 2025: from Friday, October 3, 2025 to Friday, October 10, 2025, 2025-10-03/2025-10-10 span',
    ],
    [
      'Monday to Wednesday of next week',
      'monday to wednesday of next week: from Monday, November 30, 2026 to Wednesday, December 2, 2026, 2026-11-30/2026-12-02 span future',
    ],
    [
      'between Tuesday and Thursday of the week before last',
      'between tuesday and thursday of the week before last: from Tuesday, November 10, 2026 to Thursday, November 12, 2026, 2026-11-10/2026-11-12 span past',
    ],
    [
      'Friday to Monday of next week',
      'friday to monday of next week: from Friday, November 20, 2026 to Monday, November 30, 2026, 2026-11-20/2026-11-30 span',
    ],
    ['October 10-3', 'october: in October 2026, 2026-10-01/2026-10-31 month'],
    ['3-10 doctors', 'no time'],
    ['3-10 2025', '2025: in 2025, 2025-01-01/2025-12-31 year'],
    [
      'from October 2024 to March',
      'from october 2024 to march: from October 2024 to March 2025, 2024-10-01/2025-03-31 span',
    ],
    [
      'from October 2024 to March 2026',
      'from october 2024 to march 2026: from October 2024 to March 2026, 2024-10-01/2026-03-31 span',
    ],
    [
      'from October 2025 to March 2024',
      'from october 2025: in October 2025, 2025-10-01/2025-10-31 month; march 2024: in March 2024, 2024-03-01/2024-03-31 month',
    ],
    [
      'from October 2024 to next week',
      'from october 2024 to next week: from October 2024 to next week, 2024-10-01/2026-12-06 span',
    ],
    [
      'from October 2024 to last week',
      'from october 2024 to last week: from October 2024 to last week, 2024-10-01/2026-11-22 span',
    ],
    [
      'from March to May 2025',
      'from march to may 2025: from March 2025 to May 2025, 2025-03-01/2025-05-31 span',
    ],
    [
      'from December to February',
      'from december to february: from December 2025 to February 2026, 2025-12-01/2026-02-28 span',
    ],
    [
      'from January 2026 to 5 March',
      'from january 2026 to 5 march: from January 2026 to Thursday, March 5, 2026, 2026-01-01/2026-03-05 span',
    ],
    [
      'from October 3 2024 to March 5',
      'from october 3 2024 to march 5: from Thursday, October 3, 2024 to Wednesday, March 5, 2025, 2024-10-03/2025-03-05 span',
    ],
    [
      'from January 2025 to December 2024',
      'from january 2025: in January 2025, 2025-01-01/2025-01-31 month; december 2024: in December 2024, 2024-12-01/2024-12-31 month',
    ],
    ['from 2024 to 2025', 'from 2024 to 2025: from 2024 to 2025, 2024-01-01/2025-12-31 span'],
    ['from 2025 to March', 'from 2025 to march: from 2025 to March 2025, 2025-01-01/2025-03-31 span'],
    [
      'from Friday to Monday',
      'from friday to monday: from Friday, November 20, 2026 to Monday, November 23, 2026, 2026-11-20/2026-11-23 span',
    ],
    [
      'from Monday to Friday',
      'from monday to friday: from Monday, November 16, 2026 to Friday, November 20, 2026, 2026-11-16/2026-11-20 span',
    ],
    [
      'from the 20th to the 5th',
      'from the 20th to the 5th: from Tuesday, October 20, 2026 to Thursday, November 5, 2026, 2026-10-20/2026-11-05 span',
    ],
    [
      'from the 3rd to the 10th',
      'from the 3rd to the 10th: from Tuesday, November 3, 2026 to Tuesday, November 10, 2026, 2026-11-03/2026-11-10 span',
    ],
    [
      'from the 25th of November to the 3rd of December',
      'from the 25th of november to the 3rd of december: from Tuesday, November 25, 2025 to Wednesday, December 3, 2025, 2025-11-25/2025-12-03 span',
    ],
    [
      'from October 3 through the 10th',
      'from october 3 through the 10th: from Saturday, October 3, 2026 to Saturday, October 10, 2026, 2026-10-03/2026-10-10 span',
    ],
    [
      'October 3 to 10',
      'october 3 to 10: from Saturday, October 3, 2026 to Saturday, October 10, 2026, 2026-10-03/2026-10-10 span',
    ],
    [
      'from October 3 to 10 purchases',
      'from october 3: on Saturday, October 3, 2026, 2026-10-03/2026-10-03 day',
    ],
    [
      'from October 3 to 10th',
      'from october 3 to 10th: from Saturday, October 3, 2026 to Saturday, October 10, 2026, 2026-10-03/2026-10-10 span',
    ],
    [
      'from October 3 to the 10th of November',
      'from october 3 to the 10th of november: from Saturday, October 3, 2026 to Tuesday, November 10, 2026, 2026-10-03/2026-11-10 span',
    ],
    [
      'from October 10 to the 3rd',
      'from october 10 to the 3rd: from Saturday, October 10, 2026 to Tuesday, November 3, 2026, 2026-10-10/2026-11-03 span',
    ],
    [
      'between the 3rd and the 10th of October',
      'between the 3rd and the 10th of october: from Saturday, October 3, 2026 to Saturday, October 10, 2026, 2026-10-03/2026-10-10 span',
    ],
    [
      'between the 3rd and October',
      'between the 3rd and october: from Saturday, October 3, 2026 to October 2026, 2026-10-03/2026-10-31 span',
    ],
    [
      'between the 3rd and the 10th',
      'between the 3rd and the 10th: from Tuesday, November 3, 2026 to Tuesday, November 10, 2026, 2026-11-03/2026-11-10 span',
    ],
    [
      'from the 3rd up to the 10th of October',
      'from the 3rd up to the 10th of october: from Saturday, October 3, 2026 to Saturday, October 10, 2026, 2026-10-03/2026-10-10 span',
    ],
    [
      'from the 1st of October up to the 15th',
      'from the 1st of october up to the 15th: from Thursday, October 1, 2026 to Thursday, October 15, 2026, 2026-10-01/2026-10-15 span',
    ],
    ['from this month to now', 'from this month to now: this month until today, 2026-11-01/2026-11-23 span'],
    ['from May until today', 'from may until today: since May 2026, 2026-05-01/2026-11-23 span'],
    ['from May up to date', 'from may up to date: since May 2026, 2026-05-01/2026-11-23 span'],
    ['from March to Costco', 'from march: in March 2026, 2026-03-01/2026-03-31 month'],
    ['from March up to May', 'from march up to may: from March 2026 to May 2026, 2026-03-01/2026-05-31 span'],
    [
      'November 9th, 10th and 11th',
      'november 9th 10th and 11th: from Monday, November 9, 2026 to Wednesday, November 11, 2026, 2026-11-09/2026-11-11 span',
    ],
    [
      'November 9th, 10th, and the 11th',
      'november 9th 10th and the 11th: from Monday, November 9, 2026 to Wednesday, November 11, 2026, 2026-11-09/2026-11-11 span',
    ],
    [
      'November 9th and 11th',
      'november 9th: on Monday, November 9, 2026, 2026-11-09/2026-11-09 day; 11th: on Wednesday, November 11, 2026, 2026-11-11/2026-11-11 day',
    ],
    [
      'September, October and November',
      'september october and november: from September 2026 to November 2026, 2026-09-01/2026-11-30 span',
    ],
    [
      'September and November',
      'september: in September 2026, 2026-09-01/2026-09-30 month; november: in November 2026, 2026-11-01/2026-11-30 month',
    ],
    [
      'November and December of last year',
      'november and december of last year: from November 2025 to December 2025, 2025-11-01/2025-12-31 span',
    ],
    [
      'October and November 2025',
      'october and november 2025: from October 2025 to November 2025, 2025-10-01/2025-11-30 span',
    ],
    ['2024 and 2025', '2024 and 2025: from 2024 to 2025, 2024-01-01/2025-12-31 span'],
    [
      'Q1 and Q2',
      'q1 and q2: from the first quarter of 2026 to the second quarter of 2026, 2026-01-01/2026-06-30 span',
    ],
    [
      'Saturday and Sunday',
      'saturday and sunday: from Saturday, November 21, 2026 to Sunday, November 22, 2026, 2026-11-21/2026-11-22 span',
    ],
    [
      'Saturday, Sunday',
      'saturday sunday: from Saturday, November 21, 2026 to Sunday, November 22, 2026, 2026-11-21/2026-11-22 span',
    ],
    [
      'Friday and Sunday',
      'friday: on Friday, November 20, 2026, 2026-11-20/2026-11-20 day; sunday: on Sunday, November 22, 2026, 2026-11-22/2026-11-22 day',
    ],
    [
      'Sunday and Saturday',
      'sunday: on Sunday, November 22, 2026, 2026-11-22/2026-11-22 day; saturday: on Saturday, November 21, 2026, 2026-11-21/2026-11-21 day',
    ],
    [
      'yesterday and today',
      'yesterday: yesterday, 2026-11-22/2026-11-22 day past; today: today, 2026-11-23/2026-11-23 day',
    ],
    [
      'oct 1 - oct 15',
      'oct 1 oct 15: from Thursday, October 1, 2026 to Thursday, October 15, 2026, 2026-10-01/2026-10-15 span',
    ],
    [
      'oct 1 - yesterday',
      'oct 1: on Thursday, October 1, 2026, 2026-10-01/2026-10-01 day; yesterday: yesterday, 2026-11-22/2026-11-22 day past',
    ],
    [
      'oct 15 - oct 1',
      'oct 15: on Thursday, October 15, 2026, 2026-10-15/2026-10-15 day; oct 1: on Thursday, October 1, 2026, 2026-10-01/2026-10-01 day',
    ],
    [
      'oct 1 and oct 15',
      'oct 1: on Thursday, October 1, 2026, 2026-10-01/2026-10-01 day; oct 15: on Thursday, October 15, 2026, 2026-10-15/2026-10-15 day',
    ],
    [
      'oct 1, oct 15',
      'oct 1: on Thursday, October 1, 2026, 2026-10-01/2026-10-01 day; oct 15: on Thursday, October 15, 2026, 2026-10-15/2026-10-15 day',
    ],
    [
      'oct 1 - oct 15 - oct 20',
      'oct 1 oct 15: from Thursday, October 1, 2026 to Thursday, October 15, 2026, 2026-10-01/2026-10-15 span; oct 20: on Tuesday, October 20, 2026, 2026-10-20/2026-10-20 day',
    ],
    [
      '10/01/2026 - 10/15/2026',
      '10/01/2026 10/15/2026: from Thursday, October 1, 2026 to Thursday, October 15, 2026, 2026-10-01/2026-10-15 span',
    ],
    ['today or tomorrow', 'today or tomorrow: today or tomorrow, 2026-11-23/2026-11-24 span future'],
    [
      'Friday or Saturday',
      'friday or saturday: on Friday, November 20, 2026 or Saturday, November 21, 2026, 2026-11-20/2026-11-21 span',
    ],
    [
      'Friday or on Saturday',
      'friday or on saturday: on Friday, November 20, 2026 or Saturday, November 21, 2026, 2026-11-20/2026-11-21 span',
    ],
    [
      'on Friday or on Saturday',
      'on friday or on saturday: on Friday, November 20, 2026 or Saturday, November 21, 2026, 2026-11-20/2026-11-21 span',
    ],
    [
      'Friday or Sunday',
      'friday: on Friday, November 20, 2026, 2026-11-20/2026-11-20 day; sunday: on Sunday, November 22, 2026, 2026-11-22/2026-11-22 day',
    ],
    [
      'Saturday or Friday',
      'saturday: on Saturday, November 21, 2026, 2026-11-21/2026-11-21 day; friday: on Friday, November 20, 2026, 2026-11-20/2026-11-20 day',
    ],
    [
      'today or next week',
      'today: today, 2026-11-23/2026-11-23 day; next week: next week, 2026-11-30/2026-12-06 week future',
    ],
    [
      'this week or today',
      'this week: this week, 2026-11-23/2026-11-29 week; today: today, 2026-11-23/2026-11-23 day',
    ],
    [
      'October or November',
      'october: in October 2026, 2026-10-01/2026-10-31 month; november: in November 2026, 2026-11-01/2026-11-30 month',
    ],
    ['yesterday or today', 'yesterday or today: yesterday or today, 2026-11-22/2026-11-23 span past'],
    [
      'from 2027 to March',
      'from 2027: in 2027, 2027-01-01/2027-12-31 year; march: in March 2026, 2026-03-01/2026-03-31 month',
    ],
    [
      'from November 15 2025 to November',
      'from november 15 2025 to november: from Saturday, November 15, 2025 to November 2026, 2025-11-15/2026-11-30 span',
    ],
    [
      'from November the 20th to the 5th',
      'from november the 20th to the 5th: from Friday, November 20, 2026 to Saturday, December 5, 2026, 2026-11-20/2026-12-05 span',
    ],
    [
      'from March to May 1950',
      'from march: in March 2026, 2026-03-01/2026-03-31 month; may 1950: in May 1950, 1950-05-01/1950-05-31 month',
    ],
    ['February 30-31', 'february: in February 2026, 2026-02-01/2026-02-28 month'],
    ['February 20-30', 'february: in February 2026, 2026-02-01/2026-02-28 month'],
    [
      'from the 15th to the 10th of October',
      'from the 15th to the 10th of october: from Tuesday, September 15, 2026 to Saturday, October 10, 2026, 2026-09-15/2026-10-10 span',
    ],
    [
      'yesterday or tomorrow',
      'yesterday: yesterday, 2026-11-22/2026-11-22 day past; tomorrow: tomorrow, 2026-11-24/2026-11-24 day future',
    ],
    [
      'from October 10 2026 to the 3rd',
      'from october 10 2026 to the 3rd: from Saturday, October 10, 2026 to Tuesday, November 3, 2026, 2026-10-10/2026-11-03 span',
    ],
    [
      'October 10 through 3rd',
      'october 10 through 3rd: from Saturday, October 10, 2026 to Tuesday, November 3, 2026, 2026-10-10/2026-11-03 span',
    ],
  ])('%s: %s', (text, said) => expect(times(text)).toBe(said));
});
