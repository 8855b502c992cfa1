/* predict/predict.h — what customers will do, told from the days on which they bought. */
#ifndef PREDICT_PREDICT_H
#define PREDICT_PREDICT_H

#include "predict/purchase_days.h"
#include "predict/quiet.h"
#include "predict/second.h"
#include "predict/trend.h"
#include "predict/usual.h"
#include "predict/week.h"

#endif
