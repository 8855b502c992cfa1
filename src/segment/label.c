#include "segment/label.h"

#include <string.h>

#define SMALL_MEMBERS 10 /* the least that a name other than Exceptional is given to… */
#define SMALL_SHARE 50   /* …where that is under one in so many buyers */

typedef struct ArchetypeInfo {
    const char *label, *slug, *meaning;
    uint32_t claims;
    bool of_silence; /* needs a shop in which more have gone quiet than chance explains */
} ArchetypeInfo;

#define IS(claim) CLAIM_BIT(CLAIM_##claim)

/* The claims are what the segments' texts say, so that no text says what is not so. */
static const ArchetypeInfo INFO[ARCHETYPES] = {
    [ARCHETYPE_EXCEPTIONAL] = { "Exceptional Customers", "exceptional-customers",
                                "Very few, and unlike all others.", 0, false },
    [ARCHETYPE_NEW] = { "New Customers", "new-customers",
                        "Most first bought within the time in which half of those who come back do "
                        "so (30 to 180 days).",
                        IS(NEW), false },
    [ARCHETYPE_ONE_TIME] = { "One-Time Buyers", "one-time-buyers",
                             "Most have bought on only one day.", IS(ONCE), false },
    [ARCHETYPE_CANT_LOSE] = { "Can't Lose Them", "cant-lose-them",
                              "Most are in the top third by spend and by purchase days, and have "
                              "been silent for longer than usual.",
                              IS(SILENT) | IS(SPEND_THIRD) | IS(DAYS_THIRD), true },
    [ARCHETYPE_AT_RISK] = { "At Risk", "at-risk",
                            "Most spent more than the median buyer, and have been silent "
                            "for longer than usual.",
                            IS(SILENT) | IS(SPEND_UPPER), true },
    [ARCHETYPE_HIBERNATING] = { "Hibernating", "hibernating",
                                "Most spent no more than the median buyer, and have been "
                                "silent for longer than usual.",
                                IS(SILENT) | IS(SPEND_LOWER), true },
    [ARCHETYPE_LAPSED] = { "Lapsed Customers", "lapsed-customers",
                           "Most have been silent for longer than usual.", IS(SILENT), true },
    [ARCHETYPE_CHAMPIONS] = { "Champions", "champions",
                              "Most are in the top fifth by purchase days and by spend, and have "
                              "not been silent for longer than usual.",
                              IS(ACTIVE) | IS(DAYS_FIFTH) | IS(SPEND_FIFTH), false },
    [ARCHETYPE_BIG_SPENDERS] = { "Big Spenders", "big-spenders",
                                 "Most are in the top third by spend, and by spend per purchase "
                                 "day.",
                                 IS(SPEND_THIRD) | IS(BASKET_THIRD), false },
    [ARCHETYPE_LOYAL] = { "Loyal Customers", "loyal-customers",
                          "Most are in the top third by purchase days, and have not been silent "
                          "for longer than usual.",
                          IS(ACTIVE) | IS(DAYS_THIRD), false },
    [ARCHETYPE_WINDOW_SHOPPERS] = { "Window Shoppers", "window-shoppers",
                                    "Most are in the top third by interactions, spent no more than "
                                    "the median buyer, and have not been silent for longer than "
                                    "usual.",
                                    IS(ACTIVE) | IS(CONTACTS_THIRD) | IS(SPEND_LOWER), false },
    [ARCHETYPE_NEWER] = { "Newer Customers", "newer-customers",
                          "Most first bought within a year, later than two thirds of all buyers, "
                          "and have not been silent for longer than usual.",
                          IS(ACTIVE) | IS(YOUNGER), false },
    [ARCHETYPE_POTENTIAL] = { "Potential Loyalists", "potential-loyalists",
                              "Most have come back, though not often yet, and last bought within "
                              "the time in which half of those who come back do so.",
                              IS(ACTIVE) | IS(AGAIN) | IS(DAYS_REST) | IS(RECENT), false },
    [ARCHETYPE_OCCASIONAL] = { "Occasional Customers", "occasional-customers",
                               "Most have come back, but are not in the top third by purchase "
                               "days.",
                               IS(AGAIN) | IS(DAYS_REST), false },
    [ARCHETYPE_ACTIVE] = { "Active Customers", "active-customers",
                           "Most are still within their usual pace; no more specific name fits.",
                           IS(ACTIVE), false },
    [ARCHETYPE_MIXED] = { "Mixed Customers", "mixed-customers",
                          "A mixed group: no name fits six in ten of them.", 0, false },
    [ARCHETYPE_PROSPECTS] = { "Prospects", "prospects",
                              "On the customer list, but without a purchase.", 0, false },
    [ARCHETYPE_OTHER] = { "Other Customers", "other-customers",
                          "Segments that are too small to be shown one by one, combined.", 0,
                          false },
};

const char *archetype_label(Archetype archetype)
{
    return INFO[archetype].label;
}

const char *archetype_slug(Archetype archetype)
{
    return INFO[archetype].slug;
}

bool archetype_read(Archetype *out, const char *slug)
{
    for (int a = 0; a < ARCHETYPES; a++) {
        if (strcmp(INFO[a].slug, slug)) continue;
        *out = (Archetype)a;
        return true;
    }
    return false;
}

const char *archetype_meaning(Archetype archetype)
{
    return INFO[archetype].meaning;
}

bool archetype_is_of_money(Archetype archetype)
{
    const uint32_t money =
        IS(SPEND_THIRD) | IS(SPEND_FIFTH) | IS(SPEND_UPPER) | IS(SPEND_LOWER) | IS(BASKET_THIRD);

    return INFO[archetype].claims & money;
}

uint32_t label_claims(Archetype archetype)
{
    return INFO[archetype].claims;
}

/* --- the table -------------------------------------------------------------------------------- */

void standing_find(Standing *out, const Facts *facts, const uint32_t *members, size_t count)
{
    *out = (Standing){ 0 };
    facts_count(&out->counted, facts, members, count);
    for (size_t i = 0; i < count; i++) {
        uint32_t claims = facts_claims(facts, members[i]);
        for (int a = 0; a < ARCHETYPES; a++)
            out->meeting[a] += (claims & INFO[a].claims) == INFO[a].claims;
    }
}

bool label_is_small(size_t members, const Facts *facts)
{
    return members < SMALL_MEMBERS && members * SMALL_SHARE < facts->buyers;
}

static bool is_met(Archetype archetype, const Standing *standing)
{
    return standing->meeting[archetype] * 10 >= standing->counted.members * 6;
}

/* What a name asks for beside its claims. */
static bool may_be(Archetype archetype, const Standing *standing, const Facts *facts)
{
    const Counted *counted = &standing->counted;
    bool active = counted_mostly(counted, CLAIM_ACTIVE);
    bool silent = counted_mostly(counted, CLAIM_SILENT);

    switch (archetype) {
    case ARCHETYPE_EXCEPTIONAL: return label_is_small(counted->members, facts);
    case ARCHETYPE_NEW: return facts->few_are_new && !silent;
    /* Loyal customers with large baskets are loyal. */
    case ARCHETYPE_BIG_SPENDERS: return !is_met(ARCHETYPE_LOYAL, standing);
    /* Where nobody leaves the longest silence means nothing: they came back like the others. */
    case ARCHETYPE_OCCASIONAL: return active || (silent && !facts->silence_proven);
    case ARCHETYPE_PROSPECTS:
    case ARCHETYPE_OTHER:
    case ARCHETYPES: return false;
    case ARCHETYPE_ONE_TIME:
    case ARCHETYPE_CANT_LOSE:
    case ARCHETYPE_AT_RISK:
    case ARCHETYPE_HIBERNATING:
    case ARCHETYPE_LAPSED:
    case ARCHETYPE_CHAMPIONS:
    case ARCHETYPE_LOYAL:
    case ARCHETYPE_WINDOW_SHOPPERS:
    case ARCHETYPE_NEWER:
    case ARCHETYPE_POTENTIAL:
    case ARCHETYPE_ACTIVE:
    case ARCHETYPE_MIXED: break;
    }
    return !INFO[archetype].of_silence || facts->silence_proven;
}

bool label_holds(Archetype archetype, const Standing *standing, const Facts *facts)
{
    return is_met(archetype, standing) && may_be(archetype, standing, facts);
}

/* The archetypes stand in the table's order; Mixed holds always. */
Archetype label_find(const Standing *standing, const Facts *facts)
{
    int a = 0;

    while (a < ARCHETYPE_MIXED && !label_holds((Archetype)a, standing, facts))
        a++;
    return (Archetype)a;
}
