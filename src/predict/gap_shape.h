/* predict/gap_shape.h — how regular the gaps between purchase days are. Only this room includes it.
 */
#ifndef PREDICT_GAP_SHAPE_H
#define PREDICT_GAP_SHAPE_H

#include "predict/clock.h"
#include "predict/quiet.h"

GapShape gap_shape_fit(const PurchaseDays *purchases, const ShopClock *clock, Arena *arena);

#endif
